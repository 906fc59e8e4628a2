"""What would let a refused booking through: tried on the demo, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from access.policy_set import PolicySet
from gateway.policies import load_policies
from planning.askers import Asker
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.asked import AskedBooking, ask_booking
from resolvers.booking.foretelling import foretell
from resolvers.booking.party import NOBODY
from resolvers.booking.verdict import Step
from resolvers.booking.wish import Wish
from resolvers.catalogue import CATALOGUE
from resolvers.persons import NobodyFound, Person, find_person
from schema.shape import graph_shape
from store.databases import Connection, open_database
from store.demo import fill
from tests.databases import fresh_database
from tests.store.demo_world import NOON, TODAY

HOUSE = Path(__file__).parent.parent.parent.parent
MITTE = "berlin-mitte"
TUESDAY = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)  # nine o'clock there
EVENING = TUESDAY.replace(hour=17)  # when Resource:2 is free
HOUR = dt.timedelta(hours=1)


@pytest.fixture(name="policies", scope="module")
def _policies() -> PolicySet:
    """The policies that stand in the repository."""
    current = load_policies(HOUSE, graph_shape()).current
    assert current is not None
    return current.policies


@pytest.fixture(name="url", scope="module", params=["sqlite", "postgresql"])
def _url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo of that day."""
    with fresh_database(request.param, tmp_path_factory.mktemp("asked")) as url:
        fill(url, today=TODAY)
        yield url


@pytest_asyncio.fixture(name="connection")
async def _connection(url: str) -> AsyncIterator[Connection]:
    database = open_database(url)
    try:
        async with database.snapshot() as connection:
            yield connection
    finally:
        await database.close()


async def _asked(
    connection: Connection,
    policies: PolicySet,
    who: str,
    resource: str,
    start: dt.datetime = TUESDAY,
    attendees: int | None = None,
) -> tuple[AskedBooking, Person]:
    person = await find_person(connection, policies, MITTE, who, NOON)
    wish = Wish(CREATE_BOOKING, start, start + HOUR, customer=NOBODY, attendees=attendees)
    entities = CATALOGUE.entities
    return (
        await ask_booking(connection, entities, policies, person, MITTE, resource, wish, NOON),
        person,
    )


@pytest.mark.parametrize(
    ("who", "resource", "attendees", "words"),
    [
        ("ben@harbour.test", "Resource:3", None,
         ("an active contract for `dedicated-desk` of `berlin-mitte`",)),
        ("anna@harbour.test", "Resource:2", None, ("an active contract of any location",)),
        ("sam@harbour.test", "Resource:2", None, ("the end of their suspension",)),
        ("ulf@harbour.test", "Resource:2", None, ("the right `can-book`, given by staff",)),
        ("frida@harbour.test", "Resource:2", None,
         ("the end of the freeze of their contracts", "an active contract of any location")),
        ("ben@harbour.test", "Resource:2", 400, ("{} people at the most",)),
        ("sam@harbour.test", "Resource:3", 400, ()),
    ],
)  # fmt: skip
async def test_the_least_change_of_the_person(
    connection: Connection,
    policies: PolicySet,
    who: str,
    resource: str,
    attendees: int | None,
    words: tuple[str, ...],
) -> None:
    """One change that passes all nine steps; none where several refuse that have nothing to do
    with each other.
    """
    start = TUESDAY if resource == "Resource:3" else EVENING
    asked, _ = await _asked(connection, policies, who, resource, start, attendees)
    assert asked.change is not None
    situation = asked.foretold.situation
    room = None if situation is None else situation.resource.capacity
    assert asked.change.person == tuple(each.format(room) for each in words)
    if not words:
        assert asked.change.steps == (Step.SUSPENSION, Step.ENTITLEMENTS, Step.CONFIGURATION)


async def test_the_nearest_time_is_one(connection: Connection, policies: PolicySet) -> None:
    """The same booking at the time that is told would be made, and nothing nearer was free."""
    night = TUESDAY.replace(hour=1, minute=10)
    asked, person = await _asked(connection, policies, "ben@harbour.test", "Resource:2", night)
    assert asked.change is not None
    start = asked.change.start
    assert start is not None
    work = Asker(policies, person.viewer, MITTE, NOON).work(connection, None)
    moved = replace(asked.wish, start=start, end=start + HOUR)
    assert (await foretell(work, "Resource:2", moved)).refusal is None
    for minutes in range(30, int(abs(start - night).total_seconds()) // 60, 30):
        nearer = night.replace(minute=0) + dt.timedelta(minutes=minutes)
        tried = replace(asked.wish, start=nearer, end=nearer + HOUR)
        assert (await foretell(work, "Resource:2", tried)).refusal is not None


async def test_nothing_has_to_change_where_nothing_refuses(
    connection: Connection, policies: PolicySet
) -> None:
    """A booking that would be made has no advice."""
    asked, _ = await _asked(connection, policies, "ben@harbour.test", "Resource:2", EVENING)
    assert asked.foretold.refusal is None
    assert (asked.change, asked.hidden) == (None, None)


async def test_what_is_hidden_is_told_apart_from_what_is_not_there(
    connection: Connection, policies: PolicySet
) -> None:
    """To staff alone: clients read the same of both."""
    asked, _ = await _asked(connection, policies, "ben@harbour.test", "Resource:15")
    assert asked.hidden is not None
    assert not asked.hidden.visible
    for nothing in ("Resource:999999", "Resource:²", "Event:1", "Resource:99999999999999999999"):
        with pytest.raises(NobodyFound):
            await _asked(connection, policies, "ben@harbour.test", nothing)
