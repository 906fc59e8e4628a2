"""Events: who is sent what when something happens, and when a stream ends, on both databases."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from gateway.bounds import Budget
from gateway.bounds import Budgets as Bounds
from gateway.live.rights import Rights
from gateway.operations.budgets import Budgets
from tests.gateway.house import edit
from tests.gateway.live.conftest import ON_BOTH, Place
from tests.gateway.live.lines import PATIENCE, Line, connected
from tests.resolvers.booking.house import at

pytestmark = ON_BOTH

MINE = "subscription { bookingChanged { id status startsAt notes customer { name } } }"
OF_A_ROOM = """
subscription ($room: ID!) {
  bookingChanged(resourceId: $room) { id startsAt notes customer { name } }
}
"""
ROOM = """
subscription ($room: ID!) { resourceAvailabilityChanged(resourceId: $room) { id name } }
"""
ACCESS = "subscription { myAccessChanged { viewer { kind suspended } } }"
EVENTS = "subscription { eventPublished { id title } }"


async def booked(place: Place, name: str, room: str, day: int, **given: Any) -> str:
    """Book an hour for somebody, through another process's way in; return the booking's id."""
    payload = await place.house.book(
        place.people[name], place.rooms[room], at(day, 8), at(day, 9), **given
    )
    booking: str = payload["booking"]["id"]
    return booking


async def test_my_own_bookings_and_nobody_elses(place: Place, line: Line) -> None:
    """Made, changed and cancelled; another's booking sends nothing."""
    mine = line.ask(MINE)
    await place.followed(1)
    await booked(place, "mia", "elm", 24)
    booking = await booked(place, "ben", "fig", 24, notes="Tea, please.")
    event = await line.event(mine)
    assert event == {
        "bookingChanged": {
            "id": booking, "status": "CONFIRMED", "startsAt": "2026-11-24T07:00:00Z",
            "notes": "Tea, please.", "customer": {"name": "Ben"},
        }
    }
    await place.house.change(place.people["ben"], booking, notes="Coffee.")
    assert (await line.event(mine))["bookingChanged"]["notes"] == "Coffee."
    await place.house.cancel(place.people["ben"], booking)
    assert (await line.event(mine))["bookingChanged"]["status"] == "CANCELLED"
    assert await line.is_quiet()


async def test_each_event_is_paid_for_by_who_sees_it(place: Place, line: Line) -> None:
    """Streams are begun one by one and come due all at once: what is followed ends with the budget.

    What is not seen costs nothing, or the budget would tell of it.
    """
    hub, bounds = place.hub, Bounds(signed_in=Budget(50_000, 20))
    usual, hub._rights = hub._rights, Rights(hub._engine, Budgets(bounds, lambda: 0.0))
    mine = line.ask(MINE)
    await place.followed(1)
    theirs = await booked(place, "mia", "elm", 28)
    for notes in ("Tea.", "Coffee."):
        await place.house.change(place.people["mia"], theirs, notes=notes)
    own = await booked(place, "ben", "fig", 28)
    assert (await line.event(mine))["bookingChanged"]["notes"] is None
    await place.house.change(place.people["ben"], own, notes="Tea.")
    assert (await line.event(mine))["bookingChanged"]["notes"] == "Tea."
    await place.house.change(place.people["ben"], own, notes="Coffee.")
    assert await line.ending(mine) == "BUDGET_SPENT"
    hub._rights = usual
    mine = line.ask(MINE)
    await place.followed(1)
    for name, booking in (("mia", theirs), ("ben", own)):
        await place.house.cancel(place.people[name], booking)
    assert (await line.event(mine))["bookingChanged"]["status"] == "CANCELLED"


async def test_an_event_is_what_a_query_would_say(place: Place, line: Line) -> None:
    """Others' bookings in a room are in its calendar, without what is theirs alone."""
    room = f"Resource:{place.rooms['fig']}"
    at_room = line.ask(OF_A_ROOM, room=room)
    free = line.ask(ROOM, room=room)
    await place.followed(2)
    booking = await booked(place, "mia", "fig", 25, notes="A secret.")
    seen = [await line.hear(), await line.hear()]
    events = {each["id"]: each["payload"] for each in seen}
    assert events[free]["data"] == {
        "resourceAvailabilityChanged": {"id": room, "name": "Fig tree"}
    }
    shown = events[at_room]["data"]["bookingChanged"]
    assert shown == {
        "id": booking, "startsAt": "2026-11-25T07:00:00Z", "notes": None, "customer": None
    }
    asked = line.ask("query ($id: ID!) { booking(id: $id) { id startsAt notes } }", id=booking)
    answer = await line.event(asked)
    assert answer["booking"] == {key: shown[key] for key in ("id", "startsAt", "notes")}
    assert (await line.hear())["type"] == "complete"
    await place.house.change(place.people["mia"], booking, notes="Another.")
    assert (await line.event(at_room))["bookingChanged"]["notes"] is None
    assert await line.is_quiet()  # no time was taken or given back
    await place.house.cancel(place.people["mia"], booking)
    await line.event(free)
    assert await line.is_quiet()  # a booking that was given up is in nobody's calendar


async def test_what_is_not_there_is_followed_like_what_is_hidden(
    place: Place, line: Line
) -> None:
    """An id of nothing, of another type, and none at all: a stream without events."""
    for room in ("Resource:404404", "Event:1", "nonsense"):
        line.ask(OF_A_ROOM, room=room)
        line.ask(ROOM, room=room)
    await place.followed(6)
    await booked(place, "mia", "elm", 26)
    assert await line.is_quiet()


async def test_a_member_who_becomes_a_contact_follows_no_rooms(place: Place) -> None:
    """The stream ends with the code that a query would name; what is their own goes on."""
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("tom"))
        room, mine = line.ask(ROOM, room=f"Resource:{place.rooms['elm']}"), line.ask(MINE)
        access = line.ask(ACCESS)
        await place.followed(3)
        tom = place.people["tom"]
        await place.run(
            "UPDATE contracts SET cancellation_date = '2026-11-20', "
            f"ends_at = '2026-11-20T00:00:00Z' WHERE customer_id = {tom}"
        )
        heard = {}
        for _ in range(2):
            message = await line.hear()
            heard[message["id"]] = message["payload"]
        assert heard[room][0]["extensions"] == {"code": "MEMBERS_ONLY", "section": "bookings"}
        viewer = {"kind": "CONTACT", "suspended": False}
        assert heard[access]["data"] == {"myAccessChanged": {"viewer": viewer}}
        assert await line.is_quiet()
        line.say({"type": "complete", "id": mine})
        again = line.ask(ROOM, room=f"Resource:{place.rooms['elm']}")
        assert await line.ending(again) == "MEMBERS_ONLY"


async def test_a_suspension_is_told_and_reading_goes_on(place: Place) -> None:
    """As the policy has it: the suspended read as before."""
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("sam"))
        access, mine = line.ask(ACCESS), line.ask(MINE)
        await place.followed(2)
        place.house.suspend(place.people["sam"])
        await place.house.built()
        event = await line.event(access)
        assert event["myAccessChanged"]["viewer"] == {"kind": "MEMBER", "suspended": True}
        assert await line.is_quiet()
        assert mine != access


async def test_signing_out_ends_all_and_closes(place: Place) -> None:
    """Each stream with its code, then the connection with 4403."""
    async with connected(place.app) as line:
        await line.hear()
        await line.begin(await place.token("mia"))
        line.ask(MINE)
        await place.followed(1)
        await place.sign_out("mia")
        message = await line.hear()
        assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await line.closing() == (4403, "Forbidden")


async def test_a_token_that_runs_out_ends_its_streams(place: Place) -> None:
    """Though its session is there; strangers' streams go on."""
    async with connected(place.app) as line, connected(place.app) as stranger:
        await line.hear()
        await stranger.hear()
        await line.begin(await place.token("mia", minutes=5))
        mine = line.ask(MINE)
        await stranger.begin()
        stranger.ask(EVENTS)
        await place.followed(2)
        place.clock.now += dt.timedelta(minutes=5)
        assert await line.ending(mine) == "UNAUTHENTICATED"
        assert await line.closing() == (4403, "Forbidden")
        assert await stranger.is_quiet()


async def test_events_appear_to_those_for_whom_they_are(place: Place, line: Line) -> None:
    """By the clock, or newly written; what is for members sends nothing to a stranger."""
    place.house.rows.add(
        "events", title="Soon", published_at=place.clock.now + dt.timedelta(seconds=30)
    )
    await place.house.built()
    async with connected(place.app) as stranger:
        await stranger.hear()
        await stranger.begin()
        theirs, mine = stranger.ask(EVENTS), line.ask(EVENTS)
        await place.followed(2)
        assert await line.is_quiet()
        place.clock.now += dt.timedelta(seconds=31)
        assert (await line.event(mine))["eventPublished"]["title"] == "Soon"
        assert (await stranger.event(theirs))["eventPublished"]["title"] == "Soon"
        for title, audience in (("For members", "member"), ("For all", "public")):
            place.house.rows.add(
                "events", title=title, audience=audience, published_at=place.clock.now
            )
        await place.house.built()
        titles = [(await line.event(mine))["eventPublished"]["title"] for _ in range(2)]
        assert titles == ["For members", "For all"]
        assert (await stranger.event(theirs))["eventPublished"]["title"] == "For all"
        assert await stranger.is_quiet()


async def test_an_event_that_is_shown_again_is_told(place: Place, line: Line) -> None:
    """Until it has been over for a day; one that goes on being taken back is not told."""
    long_ago, now = place.clock.now - dt.timedelta(days=400), place.clock.now
    for title, begins, ends in (
        ("To come", 9, 10), ("On for a year", -300, 65), ("Over since this morning", -0.5, -0.2),
        ("Over for long", -9, -8), ("Gone for good", 9, 10),
    ):
        place.house.rows.add(
            "events", title=title, published_at=long_ago, unpublished_at=long_ago,
            starts_at=now + dt.timedelta(days=begins), ends_at=now + dt.timedelta(days=ends),
        )
    await place.house.built()
    mine = line.ask(EVENTS)
    await place.followed(1)
    assert await line.is_quiet()
    await place.run("UPDATE events SET unpublished_at = NULL WHERE title <> 'Gone for good'")
    told = [(await line.event(mine))["eventPublished"]["title"] for _ in range(3)]
    assert told == ["To come", "On for a year", "Over since this morning"]
    assert await line.is_quiet()


async def test_a_policy_that_takes_it_away_ends_it(place: Place, line: Line) -> None:
    """Soon after the edit, with a code; what nothing was changed about goes on."""
    mine = line.ask(MINE)
    room = line.ask(ROOM, room=f"Resource:{place.rooms['elm']}")
    await place.followed(2)
    edit(place.root, "policies/live.yaml", "        - resourceAvailabilityChanged\n", "")
    edit(
        place.root, "policies/live.yaml", "        - bookingChanged\n",
        "        - bookingChanged\n      nobody:\n        - resourceAvailabilityChanged\n",
    )
    assert await line.ending(room) == "NOT_ALLOWED"
    booking = await booked(place, "ben", "fig", 27)
    assert (await line.event(mine))["bookingChanged"]["id"] == booking


async def test_a_portal_that_is_gone_ends_its_streams(place: Place, line: Line) -> None:
    """With a code that says so; those of other portals go on."""
    path = place.root / "locations/pier.yaml"
    path.write_text("name: Pier\nparent: berlin\n")
    async with asyncio.timeout(PATIENCE):
        while "pier" not in place.hub._policies.current.policies.tree:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    async with connected(place.app) as elsewhere:
        await elsewhere.hear()
        await elsewhere.begin(portal="pier")
        theirs, mine = elsewhere.ask(EVENTS), line.ask(EVENTS)
        await place.followed(2)
        path.unlink()
        assert await elsewhere.ending(theirs) == "PORTAL_UNKNOWN"
        place.house.rows.add("events", title="Still here", published_at=place.clock.now)
        await place.house.built()
        assert (await line.event(mine))["eventPublished"]["title"] == "Still here"
