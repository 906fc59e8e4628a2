"""Mistakes of ours: the log has them, those who follow are told, and the hub goes on."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.live import hub as hub_module
from gateway.live.beginning import begin
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


async def test_what_is_missed_while_somebody_begins_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at their rights and the first event nothing may get lost in silence."""
    hub = place.hub

    async def begin_and_lose(*given: Any) -> Any:
        result = await begin(*given)
        hub._listener._gaps += 1  # as where the database broke off, and was there again
        return result

    monkeypatch.setattr(hub_module, "begin", begin_and_lose)
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("mia"))
        assert await line.ending(line.ask(MINE)) == "DATABASE_UNAVAILABLE"
        assert len(hub) == 0


async def test_a_stream_ends_with_its_token(place: Place) -> None:
    """To the second, also where the session behind it holds for longer."""
    now = place.clock()
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("mia"))
        mine = line.ask(MINE)
        await place.followed(1)
        (stream,) = place.hub._streams
        stream.admission = stream.admission._replace(expires=now.timestamp())
        assert await line.ending(mine) == "UNAUTHENTICATED"


async def _broken(*_: object) -> None:
    raise ValueError("a mistake of ours")
