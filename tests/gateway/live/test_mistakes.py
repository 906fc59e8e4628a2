"""Mistakes of ours: the log has them, those who follow are told, and the hub goes on."""

from __future__ import annotations

import pytest

from gateway.live import hub as hub_module
from tests.gateway.live.conftest import ON_BOTH, Place
from tests.gateway.live.lines import connected
from tests.gateway.live.test_events import MINE, booked

pytestmark = ON_BOTH


async def test_a_mistake_of_ours_ends_streams_and_not_the_hub(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever follows is told that events may be missed, and whoever comes again is shown them."""
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("mia"))
        mine = line.ask(MINE)
        await place.followed(1)
        with monkeypatch.context() as patch:
            patch.setattr(hub_module, "read_viewers", _broken)
            assert await line.ending(mine) == "DATABASE_UNAVAILABLE"
    assert "rights could not be read; all streams end" in caplog.text
    async with connected(place.app) as again:
        await again.hear()
        await again.begin(await place.token("mia"))
        mine = again.ask(MINE)
        await place.followed(1)
        booking = await booked(place, "mia", "elm", 30)
        assert (await again.event(mine))["bookingChanged"]["id"] == booking


async def _broken(*_: object) -> None:
    raise ValueError("a mistake of ours")
