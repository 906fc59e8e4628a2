"""Staff look at a portal as somebody else: as they would be answered, and never beyond their own.

At Mitte work Cora, who manages the community, and Fay at the front desk; Hilde manages a house far
away. Mia is a member of Mitte whose contract begins next month in Lisbon, too; Ana is a contact.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from store.audit import audit_entries
from store.databases import Database
from tests.gateway.house import add_login, codes
from tests.gateway.operations.rehearsals import post, rehearse
from tests.store.rows import NOW, Rows
from tests.store.rows import ask as ask_rows

pytestmark = pytest.mark.usefixtures("history")

ME = "{ me { name notes healthNotes pincode contracts { price { amount } } } }"
ROOMS = "{ resources { totalCount } portal { viewer { kind suspended frozen } } }"


@pytest.fixture(name="people")
async def _people(database: Database) -> dict[str, int]:
    """Everybody in one network; all have the same password."""
    rows = Rows()
    login = partial(add_login, rows)
    for name, role, place in (
        ("cora", "community-manager", "berlin-mitte"),
        ("fay", "front-desk", "berlin-mitte"),
        ("hilde", "house-manager", "ghent-docks"),
    ):
        rows.add("staff_grants", login_id=login(name), role=role, location_id=place)
    ids = {
        "mia": rows.member(
            full_name="Mia", login_id=login("mia"), notes="Plays drums", health_notes="Nuts",
            pincode="1234",
        ),
        "ana": rows.customer(full_name="Ana", login_id=login("ana")),
        "lou": rows.customer(
            full_name="Lou", login_id=login("lou"), location_id="lisbon-alfama"
        ),
        "gone": rows.add("customers", full_name="Gone", login_id=login("gone")),
    }
    rows.add(
        "contracts", customer_id=ids["ana"], plan_id=rows.add("plans", key="day-pass"),
        starts_at=NOW + dt.timedelta(days=10),
    )
    await rows.write(database)
    return ids


async def looks(database: Database) -> list[Any]:
    """The rows of the audit trail."""
    async with database.connection() as connection:
        names = ("action", "location_id", "record_id", "after")
        select = sa.select(*(audit_entries.c[name] for name in names))
        return await ask_rows(connection, select.order_by(audit_entries.c.id))


def test_a_described_state_is_answered_as_they_would_be(client: TestClient) -> None:
    """Level by level, and marked in the answer and in its head."""
    seen = {
        words: rehearse(client, "cora", ROOMS, viewer=words)
        for words in ("anonymous", "contact", "member", "frozen member", "suspended member")
    }
    assert {words: answer.json()["data"]["resources"] for words, answer in seen.items()} == {
        "anonymous": None, "contact": None, "frozen member": None,
        "member": {"totalCount": 0}, "suspended member": {"totalCount": 0},
    }
    told = seen["frozen member"].json()
    assert told["data"]["portal"]["viewer"]["frozen"]
    assert told["extensions"]["access"][0]["code"] == "CONTRACT_FROZEN"
    assert told["extensions"]["preview"] == {
        "viewer": "frozen member", "portal": "berlin-mitte", "moment": "2026-11-22T12:00:00Z",
        "policies": seen["member"].headers["x-policy"],
    }
    assert seen["member"].headers["x-preview"] == "read-only"


def test_a_person_s_own_shows_as_far_as_the_previewer_may_see_it(client: TestClient) -> None:
    """Cora reads customers and no contracts: Mia's name, and neither her price nor her code."""
    answer = rehearse(client, "cora", ME, viewer="mia@harbour.test").json()
    assert answer["data"]["me"] == {
        "name": "Mia", "notes": None, "healthNotes": None, "pincode": None, "contracts": None,
    }
    assert {entry["path"][-1]: entry["code"] for entry in answer["extensions"]["access"]} == {
        "notes": "NOT_ALLOWED", "healthNotes": "NOT_ALLOWED",       # Mia does not see them either
        "pincode": "PREVIEW_WITHHELD", "contracts": "PREVIEW_WITHHELD",
    }


def test_people_whom_the_previewer_does_not_see_are_not_there(
    client: TestClient, people: dict[str, int]
) -> None:
    """By address and by id alike, as if nobody had ever heard of them."""
    for words in ("lou@harbour.test", f"Customer:{people['lou']}", "nobody@harbour.test",
                  "Customer:999999", "cora@harbour.test"):
        refused = rehearse(client, "cora", ME, viewer=words)
        assert (refused.status_code, codes(refused)) == (400, ["PREVIEW_UNKNOWN"])
        message = refused.json()["errors"][0]["message"]
        assert message == f"Nobody can be rehearsed: the network `harbour` has no {words}."
    without_access = rehearse(client, "cora", ME, viewer="gone@harbour.test")
    assert "no credential of theirs works" in without_access.json()["errors"][0]["message"]


@pytest.mark.parametrize("name", [None, "mia", "fay", "hilde"])
def test_only_staff_whom_this_portal_permits_it(client: TestClient, name: str | None) -> None:
    """Not visitors, not members, not staff without the permission, nor with it elsewhere."""
    refused = rehearse(client, name, ROOMS, viewer="member")
    assert (refused.status_code, codes(refused)) == (403, ["PREVIEW_NOT_ALLOWED"])
    assert "data" not in refused.json()


def test_the_permission_goes_by_the_portal_that_is_looked_at(client: TestClient) -> None:
    """Hilde may at Ghent, and asking for another portal in the extension is no way around it."""
    assert rehearse(client, "hilde", ROOMS, "ghent-docks", viewer="member").status_code == 200
    assert rehearse(client, "hilde", ROOMS, viewer="member", at="ghent-docks").status_code == 200
    refused = rehearse(client, "hilde", ROOMS, "ghent-docks", viewer="member", at="berlin-mitte")
    assert codes(refused) == ["PREVIEW_NOT_ALLOWED"]
    assert codes(rehearse(client, "hilde", ROOMS, viewer="x", at="atlantis")) == ["PORTAL_UNKNOWN"]
    assert rehearse(client, "hilde", ROOMS, viewer="member", at="plenum").status_code == 401


def test_the_past_goes_by_the_rules_of_then(client: TestClient) -> None:
    """Opened since: still closed. Closed since: shown as far as Cora may see it today herself."""
    query = "{ faqs { totalCount } perks { totalCount } products { totalCount } }"
    now = rehearse(client, "cora", query, viewer="anonymous").json()
    assert now["data"] == {"faqs": {"totalCount": 0}, "perks": None, "products": None}
    past = rehearse(client, "cora", query, viewer="anonymous", when="2026-11-10").json()
    assert past["data"] == {"faqs": None, "perks": {"totalCount": 0}, "products": None}
    assert {entry["path"][0]: entry["code"] for entry in past["extensions"]["access"]} == {
        "faqs": "LOGIN_REQUIRED", "products": "PREVIEW_WITHHELD",
    }
    sets = [answer["extensions"]["preview"]["policies"] for answer in (now, past)]
    assert sets[0] != sets[1]


@pytest.mark.parametrize(
    ("when", "reason"),
    [("2026-10-01", "no policies are kept of that time"),
     ("2026-10-20", "the policies of then cannot be read by this version")],
)
def test_a_past_that_is_not_kept_is_refused(client: TestClient, when: str, reason: str) -> None:
    """Before the first set that is kept, and where this version cannot read that of then."""
    refused = rehearse(client, "cora", ROOMS, viewer="anonymous", when=when)
    assert (refused.status_code, codes(refused)) == (400, ["PREVIEW_NOT_KEPT"])
    message = refused.json()["errors"][0]["message"]
    assert message == f"That moment cannot be rehearsed: {reason}."


def test_another_moment(client: TestClient) -> None:
    """Ana is a member once her contract has begun; what Cora may see is asked of today."""
    kinds = {}
    for when in (None, "2026-12-03T09:00"):
        preview = {"viewer": "ana@harbour.test"} | ({"when": when} if when else {})
        answer = rehearse(client, "cora", ROOMS, **preview).json()
        moment = answer["extensions"]["preview"]["moment"]
        kinds[moment] = answer["data"]["portal"]["viewer"]["kind"]
    assert kinds == {"2026-11-22T12:00:00Z": "CONTACT", "2026-12-03T08:00:00Z": "MEMBER"}


async def test_nothing_changes_and_everything_is_written_down(
    client: TestClient, people: dict[str, int], database: Database
) -> None:
    """Mutations are refused; each look leaves a row that says whose, as whom and where."""
    change = 'mutation { updateMyProfile(input: { summary: "x" }) { errors { code } } }'
    refused = rehearse(client, "cora", change, viewer="mia@harbour.test")
    assert codes(refused) == ["PREVIEW_READ_ONLY"]
    assert await looks(database) == []
    rehearse(client, "cora", ME, viewer="mia@harbour.test")
    rehearse(client, "cora", ROOMS, viewer="anonymous")
    person, described = await looks(database)
    assert person[:3] == ("portal.preview", "berlin-mitte", people["mia"])
    assert person[3] == '{"viewer":"mia@harbour.test","moment":"2026-11-22T12:00:00Z"}'
    assert described[2:] == (0, '{"viewer":"anonymous","moment":"2026-11-22T12:00:00Z"}')


def test_cursors_of_a_rehearsal_are_its_own(client: TestClient) -> None:
    """A visitor's page is not paged on in a rehearsal, nor the other way, nor as somebody else."""
    listing = "{ plans(first: 1) { edges { cursor } } }"
    real = post(client, None, {"query": listing}, "berlin-mitte").json()
    here = rehearse(client, "cora", listing, viewer="anonymous").json()
    cursors = [each["data"]["plans"]["edges"][0]["cursor"] for each in (real, here)]
    assert cursors[0] != cursors[1]
    on = [f'{{ plans(first: 1, after: "{cursor}") {{ nodes {{ id }} }} }}' for cursor in cursors]
    assert codes(rehearse(client, "cora", on[0], viewer="anonymous")) == ["BAD_CURSOR"]
    assert codes(rehearse(client, "cora", on[1], viewer="contact")) == ["BAD_CURSOR"]
    assert codes(post(client, None, {"query": on[1]}, "berlin-mitte")) == ["BAD_CURSOR"]
    assert codes(rehearse(client, "cora", on[1], viewer="anonymous")) == []


@pytest.mark.parametrize(
    "preview",
    [None, "member", {}, {"viewer": ""}, {"viewer": 1}, {"viewer": "member", "portal": "x"},
     {"viewer": "member", "when": "soon"}, {"viewer": "member", "when": "0001-01-01"},
     {"viewer": "m" * 201}],
)
def test_a_crooked_request_is_never_taken_for_a_real_one(client: TestClient, preview: Any) -> None:
    """Whoever asks for a rehearsal in a form that is none gets no answer in their own name."""
    body = {"query": ROOMS, "extensions": {"previewAs": preview}}
    refused = post(client, "cora", body, "berlin-mitte")
    assert (refused.status_code, codes(refused)) == (400, ["BAD_REQUEST"])


def test_words_that_describe_nobody(client: TestClient) -> None:
    """Staff read what would be understood."""
    refused = rehearse(client, "cora", ROOMS, viewer="membr")
    assert codes(refused) == ["PREVIEW_UNKNOWN"]
    assert "did you mean `member`" in refused.json()["errors"][0]["message"]
