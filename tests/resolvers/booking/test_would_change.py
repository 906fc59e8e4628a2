"""What would let a refused booking through: tried on the demo, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from access.policy_set import PolicySet
from access.viewer import Viewer
from gateway.commands.booking_screen import booking_report
from gateway.policies.loading import load_policies
from planning.askers import Asker
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.asked import AskedBooking, ask_booking, wish_of
from resolvers.booking.foretelling import foretell
from resolvers.booking.party import NOBODY
from resolvers.booking.verdict import Step
from resolvers.booking.wish import Wish
from resolvers.catalogue import CATALOGUE
from resolvers.kept_policies import KeptPolicies
from resolvers.persons import NobodyFound, Person, find_person
from resolvers.questions import explain
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


async def _inquired(
    connection: Connection, policies: PolicySet, who: str, resource: str, start: dt.datetime
) -> dict[str, Any]:
    """What the manager of Mitte is told of a booking by the graph."""
    asker = Viewer("harbour", None, staff=frozenset({("house-manager", MITTE)}))
    work = Asker(policies, asker, MITTE, NOON).work(connection, KeptPolicies())
    booking = {"resourceId": resource, "startsAt": start, "endsAt": start + HOUR}
    given = {"subject": CREATE_BOOKING, "viewer": who, "booking": booking}
    return await explain(work, given, CATALOGUE.entities)


@pytest.mark.parametrize(
    ("who", "resource"),
    [("ben@harbour.test", "Resource:3"), ("sam@harbour.test", "Resource:2"),
     ("anna@harbour.test", "Resource:2"), ("ulf@harbour.test", "Resource:2")],
)  # fmt: skip
async def test_the_graph_gives_the_same_advice(
    connection: Connection, policies: PolicySet, who: str, resource: str
) -> None:
    """To staff who see the person, the resource and the plan: word for word, step for step."""
    start = TUESDAY if resource == "Resource:3" else EVENING
    told = await _inquired(connection, policies, who, resource, start)
    assert told["problem"] is None
    booking, advice = told["booking"], told["booking"]["wouldLetItThrough"]
    expected = booking_report((await _asked(connection, policies, who, resource, start))[0])
    assert booking["refusal"] == expected["refusal"]
    assert (booking["trace"] or []) == expected["trace"]
    changes = expected["would-let-it-through"]
    assert {key: advice[key] for key in ("steps", "person", "places")} == {
        key: changes[key] for key in ("steps", "person", "places")
    }
    assert advice["person"]
    assert (advice["startsAt"] is None) == (changes["start"] is None)


async def test_a_plan_that_the_asker_does_not_see_is_not_named(
    connection: Connection, policies: PolicySet
) -> None:
    """That the room is for a plan they read from the refusal; not for which one."""

    async def nothing(_: int) -> bool:
        return False

    person = await find_person(connection, policies, MITTE, "ben@harbour.test", NOON)
    wish = wish_of(TUESDAY, None, None, NOON)
    asked = await ask_booking(
        connection, CATALOGUE.entities, policies, person, MITTE, "Resource:3", wish, NOON, nothing
    )
    assert asked.change is not None
    assert asked.change.person == ("an active contract for a plan that it is kept for",)


@pytest.mark.parametrize("resource", ["Resource:999999", "Resource:15", "Event:1"])
async def test_a_resource_that_the_asker_does_not_see_is_not_there(
    connection: Connection, policies: PolicySet, resource: str
) -> None:
    """One of another house, one that nobody has, and an id of something else are told alike."""
    told = await _inquired(connection, policies, "ben@harbour.test", resource, TUESDAY)
    assert told["problem"] == f"there is no resource `{resource}`"
    assert (told["answer"], told["booking"]) == (None, None)


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
