"""Many who follow: what is the same for them is done once, and each is sent what is theirs."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace
from typing import Any

from gateway.live.asked_once import AskedOnce
from gateway.live.rights import read_viewers
from store.databases import Connection
from store.happenings import Happening, tell
from tests.gateway.live.conftest import ON_BOTH, Place
from tests.gateway.live.lines import Line, connected
from tests.store.rows import NETWORK, NOW

EVENTS = "subscription { eventPublished { id title description } }"
MINE = "subscription { bookingChanged { id } }"
EACH = 40
KINDS = ("ben", "mia", "zoe", None, "sam")
"""Members, a contact, strangers, and a member who is suspended: each comes many times."""


class Counted:
    """A connection that counts what it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect
        self.texts: list[str] = []

    async def fetch(self, text: str, values: Any = ()) -> Any:
        """Ask, and count."""
        self.texts.append(text)
        return await self._connection.fetch(text, values)


async def _followers(place: Place, stack: AsyncExitStack) -> dict[str | None, list[Line]]:
    """Connect each kind so many times, everybody with a session of their own."""
    lines: dict[str | None, list[Line]] = {}
    for name in KINDS:
        for _ in range(EACH):
            line = await stack.enter_async_context(connected(place.app))
            await line.hear()
            await line.begin(None if name is None else await place.token(name))
            line.ask(EVENTS)
            lines.setdefault(name, []).append(line)
    await place.followed(EACH * len(KINDS))
    return lines


@ON_BOTH
async def test_an_event_is_asked_once_for_all_who_ask_the_same(place: Place) -> None:
    """Two hundred who follow, a few kinds of rights: as few statements, and plans as there are."""
    house = place.house
    later = {"title": "For members", "audience": "member", "published_at": place.clock.now}
    members = house.rows.add("events", **later)
    public = house.rows.add("events", **later | {"title": "For all", "audience": "public"})
    await house.built()
    plans = place.hub._engine.planner.plans
    begin = len(plans)
    async with AsyncExitStack() as stack:
        lines = await _followers(place, stack)
        for record, title, kinds in (
            (public, "For all", KINDS), (members, "For members", ("ben", "mia", "sam")),
            (members, "For members", ("ben", "mia", "sam")),
        ):
            before, sent, kept = place.hub.statements, place.hub.sent, len(plans)
            async with place.database.transaction() as connection:
                await tell(connection, Happening(NETWORK, "Event", record))
            for name in kinds:
                for line in lines[name]:
                    payload = (await line.hear())["payload"]
                    assert payload["data"]["eventPublished"]["title"] == title
            assert place.hub.sent - sent == EACH * len(kinds)
            assert place.hub.statements - before <= len(KINDS)
            assert len(plans) == kept, "a plan for each mask, made when it was first followed"
        assert kept - begin <= len(KINDS)
        await asyncio.sleep(0)
        assert all(line.from_gateway.empty() for each in lines.values() for line in each)


@ON_BOTH
async def test_a_thousand_rights_are_read_in_one_statement(place: Place) -> None:
    """Whoever they are: also sessions that hold no more."""
    streams: Any = [SimpleNamespace(session=number) for number in range(1_000)]
    async with place.database.connection() as connection:
        counted = Counted(connection)
        assert await read_viewers(counted, NETWORK, streams, NOW) == {}  # type: ignore[arg-type]
    assert len(counted.texts) == 1


@ON_BOTH
async def test_what_differs_in_a_value_is_asked_anew(place: Place) -> None:
    """The same text with other values is another question, and so are lists that differ."""
    async with place.database.connection() as connection:
        counted = Counted(connection)
        reading = AskedOnce(counted)
        sqlite = place.database.dialect.name == "sqlite"
        text = "SELECT :some" if sqlite else "SELECT $1::int[]"
        for number in (1, 2, 1):
            values: Any = {"some": {number}} if sqlite else ([number],)
            ((found,),) = await reading.fetch(text, values)
            assert found == (f"[{number}]" if sqlite else [number])
    assert reading.statements == len(counted.texts) == 2


@ON_BOTH
async def test_only_those_whom_it_concerns_are_looked_through(place: Place) -> None:
    """A booking of one person's is nobody else's to be asked about."""
    async with AsyncExitStack() as stack:
        for name in ("ben", "ben", "mia"):
            line = await stack.enter_async_context(connected(place.app))
            await line.hear()
            await line.begin(await place.token(name))
            line.ask(MINE)
        await place.followed(3)
        registry = place.hub._streams
        ben, elm = place.people["ben"], place.rooms["elm"]
        concerned = registry.concerned(Happening(NETWORK, "Booking", 1, customer=ben, resource=elm))
        assert [each.customer for each in concerned] == [ben, ben]
        assert not registry.concerns_any(Happening(NETWORK, "Booking", 1, customer=1, resource=elm))
        assert not registry.concerns_any(Happening("elsewhere", "Booking", 1, customer=ben))
    await place.followed(0)
    assert len(registry._of_interests) == len(registry.networks) == 0
