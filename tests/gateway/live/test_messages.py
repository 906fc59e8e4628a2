"""Messages of the subprotocol, as they are read; how one talks in them, test_protocol says."""

from __future__ import annotations

import pytest

from gateway.live.messages import NoMessage, read_message


def test_a_message_is_as_large_as_its_bytes() -> None:
    """By that, long documents are told from short ones, whatever letters they hold."""
    text = '{"type":"subscribe","id":"1","payload":{"query":"{ séance }"}}'
    assert read_message(text).size == len(text.encode()) == len(text) + 1


@pytest.mark.parametrize("text", [None, "", "\ud800", '{"type":"ping","payload":"\ud800"}'])
def test_what_is_no_text_is_no_message(text: str | None) -> None:
    """Bytes, nothing at all, and half a letter."""
    with pytest.raises(NoMessage):
        read_message(text)
