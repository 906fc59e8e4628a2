"""Staff ask the graph why somebody sees something, and who does; to anybody else it is not there.

Hans manages the house of Mitte, and may ask; Cora, who manages its community, may not. Mia is a
member there; Lou is a customer in Lisbon.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from access.wishes import Part, Wish
from gateway.policies.editing import edit_folders
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from store.audit import audit_entries
from store.databases import Database
from store.policy_sets import policy_activations, policy_sets
from store.resources import bookings
from tests.gateway.house import add_login, copy_of_the_house
from tests.gateway.operations.rehearsals import post, rehearse
from tests.store.rows import NOW, Rows
from tests.store.rows import ask as ask_rows

pytestmark = pytest.mark.usefixtures("history")

EXPLAIN = """
query ($subject: String!, $viewer: String!, $record: ID, $when: String) {
  explain(subject: $subject, viewer: $viewer, record: $record, when: $when) {
    problem answer code reason line credential facts policies
    layers { name verdict lines }
    record { visible location layers { name verdict } }
    wouldChange { of change answer }
  }
}
"""
WHO = """
query ($subject: String!, $when: String) {
  whoCanSee(subject: $subject, when: $when) {
    problem people all some nothing notSignedIn conditions
  }
}
"""


@pytest.fixture(name="people")
async def _people(database: Database) -> dict[str, int]:
    """Everybody in one network; all have the same password."""
    rows = Rows()
    login = partial(add_login, rows)
    for name, role in (("hans", "house-manager"), ("cora", "community-manager")):
        rows.add("staff_grants", login_id=login(name), role=role, location_id="berlin-mitte")
    ids = {
        "mia": rows.member(full_name="Mia", login_id=login("mia")),
        "lou": rows.customer(
            full_name="Lou", login_id=login("lou"), location_id="lisbon-alfama"
        ),
        "event": rows.add("events", title="Breakfast", audience="member"),
        "room": rows.add(
            "resources", name="Fig tree", kind="meeting-room", capacity=4,
            resource_type_id=rows.add("resource_types", name="Rooms"),
        ),
    }
    rows.add("customer_rights", customer_id=ids["mia"], right="can-book")
    await rows.write(database)
    return ids


def ask(
    client: TestClient, name: str | None, query: str, portal: str = "berlin-mitte", **given: Any
) -> Any:
    """Ask as whoever has this name; return the answer, read."""
    response = post(client, name, {"query": query, "variables": given}, portal)
    assert response.status_code == 200, response.text
    return response.json()


def explain(client: TestClient, subject: str, viewer: str, **given: Any) -> Any:
    """Ask as Hans at Mitte why."""
    answer = ask(client, "hans", EXPLAIN, subject=subject, viewer=viewer, **given)
    assert "errors" not in answer, answer
    return answer["data"]["explain"]


def test_why_somebody_does_not_see_something(client: TestClient) -> None:
    """The same as the command says: the answer, the line, every layer, and what would help."""
    told = explain(client, "Event.attendees", "contact")
    assert (told["problem"], told["answer"], told["code"]) == (None, "NOTHING", "MEMBERS_ONLY")
    assert told["line"].startswith("policies/content.yaml:")
    assert told["layers"][0]["name"] == "credential"
    assert {"of": "PLACE", "change": "ghent-docks", "answer": "ALL"} not in told["wouldChange"]
    assert any(
        change["of"] == "PERSON" and change["answer"] == "ALL" for change in told["wouldChange"]
    )
    assert explain(client, "Event.attendees", "mia@harbour.test")["answer"] == "ALL"
    assert explain(client, "bookings", "contact")["code"] == "MEMBERS_ONLY"
    assert explain(client, "bookings.create", "suspended member")["code"] == "CUSTOMER_SUSPENDED"


def test_why_on_one_record(client: TestClient, people: dict[str, int]) -> None:
    """Each condition on the row, if the asker sees that row."""
    event = f"Event:{people['event']}"
    told = explain(client, "Event.title", "contact", record=event)["record"]
    assert (told["visible"], told["location"]) == (False, "berlin-mitte")
    assert {"name": "its own audience", "verdict": "NO"} in told["layers"]
    assert explain(client, "Event.title", "mia@harbour.test", record=event)["record"]["visible"]
    unknown = explain(client, "Event.title", "contact", record="Event:404404")
    assert unknown["problem"] == "there is no record `Event:404404`"


BOOKING = """
query ($subject: String!, $viewer: String!, $booking: BookingToAskAbout, $when: String) {
  explain(subject: $subject, viewer: $viewer, booking: $booking, when: $when) {
    problem answer
    booking {
      startsAt endsAt visible allowed tentative refusal { step code } trace { step passed }
      wouldLetItThrough { steps person places startsAt }
    }
  }
}
"""


def ask_booking(client: TestClient, viewer: str, booking: dict[str, Any], **given: Any) -> Any:
    """Ask as Hans what would come of a booking."""
    given = {"subject": "bookings.create", **given}
    answer = ask(client, "hans", BOOKING, viewer=viewer, booking=booking, **given)
    assert "errors" not in answer, answer
    return answer["data"]["explain"]


async def test_what_would_let_a_booking_through(
    client: TestClient, people: dict[str, int], database: Database
) -> None:
    """An hour if no end is given; all nine steps, and what helps; nothing is booked."""
    wish = {"resourceId": f"Resource:{people['room']}", "startsAt": "2026-11-24T09:00:00Z"}
    booking = ask_booking(client, f"customer:{people['mia']}", {**wish, "attendees": 9})["booking"]
    assert (booking["startsAt"], booking["endsAt"]) == (
        "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z",
    )
    assert (booking["visible"], booking["allowed"]) == (True, False)
    assert booking["refusal"] == {"step": 6, "code": "TOO_MANY_VISITORS"}
    assert [step["step"] for step in booking["trace"] if not step["passed"]] == [6]
    assert booking["wouldLetItThrough"] == {
        "steps": [6], "person": ["4 people at the most"], "places": [], "startsAt": None,
    }
    made = ask_booking(client, f"customer:{people['mia']}", wish)["booking"]
    assert (made["allowed"], made["refusal"], made["wouldLetItThrough"]) == (True, None, None)
    async with database.connection() as connection:
        assert not await ask_rows(connection, sa.select(bookings.c.id))
    asked = [json.loads(row[3]) for row in await looks(database)]
    assert [each["booking"]["resourceId"] for each in asked] == [wish["resourceId"]] * 2


def test_bookings_that_cannot_be_asked_about_say_why(
    client: TestClient, people: dict[str, int]
) -> None:
    """Nothing of them is answered, and what would be is said."""
    room = {"resourceId": f"Resource:{people['room']}", "startsAt": "2026-11-24T09:00:00Z"}
    mia = f"customer:{people['mia']}"
    problems = [
        ask_booking(client, mia, room, subject="bookings"),
        ask_booking(client, mia, room, when="2026-11-20"),
        ask_booking(client, "suspended member", room),
        ask_booking(client, mia, {**room, "endsAt": "2026-11-24T08:00:00Z"}),
        ask_booking(client, mia, {**room, "resourceId": "Resource:404404"}),
    ]
    assert [each["problem"] for each in problems] == [
        "a booking is asked about with the subject `bookings.create`",
        "a booking is asked about as of now, without `when`",
        "whoever books is a customer: give their id or e-mail address",
        "The end comes after the beginning.",
        "there is no resource `Resource:404404`",
    ]
    assert all(each["booking"] is None for each in problems)


def test_who_sees_it(client: TestClient) -> None:
    """In numbers: Mia, of the four who can sign in; the words are the rules'."""
    told = ask(client, "hans", WHO, subject="Event.attendees")["data"]["whoCanSee"]
    assert (told["people"], told["all"], told["some"], told["nothing"]) == (4, 1, 2, 1)
    assert told["notSignedIn"] == "NOTHING"
    assert any("our-members" in line for line in told["conditions"])


def test_questions_that_cannot_be_answered_say_why(
    client: TestClient, people: dict[str, int]
) -> None:
    """And people whom the asker does not see are not there."""
    wrong = ("Event.ttle", "evnts")
    problems = {subject: explain(client, subject, "member")["problem"] for subject in wrong}
    assert problems["Event.ttle"].startswith("no policy decides about field `Event.ttle`")
    assert problems["evnts"].startswith("no policy decides about section `evnts`")
    for words in ("lou@harbour.test", f"Customer:{people['lou']}", "nobody@harbour.test"):
        told = explain(client, "events", words)
        assert told["problem"] == f"the network `harbour` has no {words}"
        assert told["answer"] is None
    assert explain(client, "events", "member", when="soon")["problem"].startswith("`soon` is no")


@pytest.mark.parametrize(
    ("name", "portal"), [(None, "berlin-mitte"), ("mia", "berlin-mitte"), ("cora", "berlin-mitte"),
                         ("hans", "lisbon-alfama")],
)
async def test_for_anybody_else_it_is_not_there(
    client: TestClient, database: Database, name: str | None, portal: str
) -> None:
    """Null, as any field that is not theirs; nothing is worked out, and nothing written down."""
    answer = ask(client, name, EXPLAIN, portal, subject="events", viewer="member")
    assert answer["data"] == {"explain": None}
    if name != "hans":      # who holds the permission, though not here
        refused = {"path": ["explain"], "section": None, "code": "NOT_ALLOWED"}
        assert answer["extensions"]["access"] == [refused]
    assert ask(client, name, WHO, portal, subject="events")["data"] == {"whoCanSee": None}
    assert await looks(database) == []


async def looks(database: Database) -> list[Any]:
    """What the audit trail says of questions."""
    async with database.connection() as connection:
        names = ("action", "location_id", "record_id", "after")
        select = sa.select(*(audit_entries.c[name] for name in names))
        return await ask_rows(connection, select.order_by(audit_entries.c.id))


async def test_every_question_is_written_down(
    client: TestClient, database: Database
) -> None:
    """Answered or not; what another operation of the document would ask is not asked."""
    text = """
        query A { a: whoCanSee(subject: "events") { all } b: whoCanSee(subject: "x") { all } }
        query B { whoCanSee(subject: "faq") { all } }
    """
    body = {"query": text, "operationName": "A"}
    assert post(client, "hans", body, "berlin-mitte").json()["data"]["a"] == {"all": 4}
    explain(client, "events", "mia@harbour.test")
    found = [(row[0], row[1], json.loads(row[3])) for row in await looks(database)]
    assert found == [
        ("policy.who-can-see", "berlin-mitte", {"subject": "events"}),
        ("policy.who-can-see", "berlin-mitte", {"subject": "x"}),
        ("policy.explain", "berlin-mitte",
         {"subject": "events", "viewer": "mia@harbour.test"}),
    ]


async def test_a_moment_past_is_asked_of_the_rules_of_then(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    """As they are kept, and found by their hash; of what nothing is kept, today's are asked."""
    then = copy_of_the_house(tmp_path / "then")
    wish = Wish(Part.SECTION, "bookings", ("logged-in",))
    tried = edit_folders(then, wish, graph_shape(), "dana")
    assert tried.compiled is not None
    loaded = load_policies(then, graph_shape())
    assert loaded.current is not None
    assert loaded.files is not None
    since = NOW - dt.timedelta(days=3)
    files = json.dumps(dict(loaded.files.texts))
    kept = {"digest": loaded.files.digest, "hash": loaded.current.policies.hash, "files": files}
    activation = {"number": 99, "digest": loaded.files.digest, "from_at": since, "until_at": None}
    async with database.transaction() as connection:
        await connection.insert(policy_sets, [kept])
        await connection.insert(
            policy_activations, [{**activation, "by_whom": "dana", "why": "Guests"}]
        )
    asked = {
        days: explain(
            client, "bookings", "contact", when=(NOW - dt.timedelta(days=days)).isoformat()
        )
        for days in (60, 2, 0)
    }
    answers = {days: (told["answer"], told["policies"]) for days, told in asked.items()}
    assert answers[2] == ("ALL", loaded.current.policies.hash)
    assert answers[60] == answers[0] == ("NOTHING", asked[0]["policies"])
    assert asked[0]["policies"] != asked[2]["policies"]
    when = (NOW - dt.timedelta(days=2)).isoformat()
    who = ask(client, "hans", WHO, subject="bookings", when=when)["data"]["whoCanSee"]
    assert who["all"] > ask(client, "hans", WHO, subject="bookings")["data"]["whoCanSee"]["all"]


def test_nothing_is_explained_in_a_rehearsal(client: TestClient) -> None:
    """Whoever looks as somebody else asks nothing in their name."""
    query = '{ explain(subject: "events", viewer: "member") { answer } }'
    for viewer in ("member", "house-manager at berlin-mitte"):
        assert rehearse(client, "hans", query, viewer=viewer).json()["data"] == {"explain": None}
