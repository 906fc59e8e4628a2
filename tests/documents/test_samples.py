"""The settings that we ship, as operators read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.reader import read_document
from documents.schemas import schema_of

SAMPLE = Path(__file__).parents[2] / "config" / "gateway.yaml"
FIRST_LINE = "# yaml-language-server: $schema=../documents/schemas/gateway.json"


def test_the_sample_of_settings_holds() -> None:
    """`config/gateway.yaml` has no problem, and its first line names its schema."""
    content = SAMPLE.read_bytes()
    document, problems = read_document("config/gateway.yaml", content, "gateway")
    assert problems == []
    assert document is not None
    assert document.data["default-portal"] == "harbour"
    assert content.decode().splitlines()[0] == FIRST_LINE


@pytest.mark.parametrize("group", ["server", "tokens", "limits", "log"])
def test_the_sample_shows_every_setting_with_its_default(group: str) -> None:
    """An operator sees every setting there is, with what it is without the line."""
    document, _ = read_document("config/gateway.yaml", SAMPLE.read_bytes(), "gateway")
    assert document is not None
    settings = schema_of("gateway")["properties"][group]["properties"]
    assert document.data[group] == {name: part["default"] for name, part in settings.items()}
