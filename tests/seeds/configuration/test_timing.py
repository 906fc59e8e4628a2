"""Timing: what takes effect when, with a clock that is moved.

Days are days of the place that issued the contract, from its midnight on; so each moment here is
looked at a second before and at it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store.databases import open_database
from store.importing.contracts import import_contracts
from store.importing.houses import House
from tests.seeds.conftest import copied
from tests.seeds.demo import DAY, MITTE, NOON, Demo, written_anew

KREUZBERG = "berlin-kreuzberg"
SECOND = dt.timedelta(seconds=1)
PATIENCE_SECONDS = 60
MEMBERSHIP = "{ me { membership contracts { state } } }"
ZONES = {
    "berlin-mitte": ("anna", "Europe/Berlin"),
    "lisbon-alfama": ("emil", "Europe/Lisbon"),
    "new-york-dumbo": ("rita", "America/New_York"),
    "plenum-hackney": ("amir", "Europe/London"),
    "plenum-port": ("amir", "Australia/Adelaide"),
}
"""Where contracts are made here, for whom, and by which clock."""


def utc(text: str) -> dt.datetime:
    """A moment, as `2027-03-28T01:00`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def seen(house: Demo, question: str, who: str, at: str, moment: dt.datetime) -> tuple[Any, Any]:
    """What somebody is shown a second before a moment, and at it."""
    return house.see(question, who, at, moment - SECOND), house.see(question, who, at, moment)


def contract(house: Demo, place: str, start: str, end: str = "") -> int:
    """Make somebody's only contract, at a place, as a CSV file says; return its key."""
    who, zone = ZONES[place]
    network = "plenum" if place.startswith("plenum") else "harbour"
    email = f"{who}@{network}.test"
    line = f"{email},{place},hot-desk,{start},{end}"
    house.rows(
        "update contracts set removed_at = '2020-01-01T00:00:00Z' "
        "where customer_id = (select id from customers where email = ?)",
        email,
    )

    async def work() -> None:
        database = open_database(f"sqlite:///{house.file}")
        async with database.transaction() as connection:
            content = f"email,location,plan,start,end\n{line}\n".encode()
            houses = {place: House(place, network, ZoneInfo(zone))}
            done = await import_contracts(connection, "contracts.csv", content, houses, NOON)
            assert done.written == 1, done.problems
        await database.close()

    asyncio.run(work())
    return int(house.rows("select max(id) from contracts")[0][0])


# ---------------------------------------------------------------- contracts


@pytest.mark.parametrize(
    ("place", "start", "moment"),
    [
        ("berlin-mitte", "2027-03-28", "2027-03-27T23:00"),      # the night that loses an hour
        ("lisbon-alfama", "2027-10-31", "2027-10-30T23:00"),     # the night that has one twice
        ("new-york-dumbo", "2027-03-15", "2027-03-15T04:00"),    # the day after clocks went ahead
        ("plenum-hackney", "2027-01-01", "2027-01-01T00:00"),
        ("plenum-port", "2027-04-05", "2027-04-04T14:30"),       # half an hour off
    ],
)  # fmt: skip
def test_a_first_contract_makes_a_member_at_the_midnight_of_its_place(
    house: Demo, place: str, start: str, moment: str
) -> None:
    """To the second, by the clock of the house, and by no other."""
    who = ZONES[place][0]
    contract(house, place, start)
    before, after = seen(house, MEMBERSHIP, who, place, utc(moment))
    assert (before["membership"], after["membership"]) == ("CONTACT", "MEMBER")
    assert "SCHEDULED" in [each["state"] for each in before["contracts"]]


@pytest.mark.parametrize(
    ("place", "end", "moment"),
    [
        ("berlin-mitte", "2028-03-26", "2028-03-25T23:00"),
        ("lisbon-alfama", "2028-03-26", "2028-03-26T00:00"),
        ("new-york-dumbo", "2028-11-05", "2028-11-05T04:00"),
        ("plenum-port", "2028-10-01", "2028-09-30T14:30"),
    ],
)  # fmt: skip
def test_a_last_contract_that_ends_makes_a_contact_at_the_midnight_of_its_place(
    house: Demo, place: str, end: str, moment: str
) -> None:
    """The day of the end is the first that it does not cover."""
    who = ZONES[place][0]
    contract(house, place, "2028-01-01", end)
    before, after = seen(house, "{ me { membership } }", who, place, utc(moment))
    assert (before["membership"], after["membership"]) == ("MEMBER", "CONTACT")


def test_a_contract_that_was_cancelled_runs_until_its_date(house: Demo) -> None:
    """Not before the notice and the minimum term are over; until then it can be used."""
    (own,) = house.see("{ me { contracts { id } } }", "vera")["contracts"]
    early = house.do("endContract { contract { id } errors { code message } }", "vera",
                     contractId=own["id"], onDate="2026-12-01")  # fmt: skip
    assert [each["code"] for each in early["errors"]] == ["TOO_EARLY"]
    house.rows("update contracts set minimum_term_date = '2027-02-15' where customer_id = 132")
    done = house.do("endContract { contract { cancellationDate endsAt } errors { code } }", "vera",
                    contractId=own["id"])  # fmt: skip
    assert done["contract"] == {
        "cancellationDate": "2027-02-15", "endsAt": "2027-02-14T23:00:00Z",
    }  # fmt: skip
    before, after = seen(house, MEMBERSHIP, "vera", MITTE, utc("2027-02-14T23:00"))
    assert (before["membership"], after["membership"]) == ("MEMBER", "CONTACT")


# ---------------------------------------------------------------- freezes


@pytest.mark.parametrize(
    ("who", "place", "moment", "states"),
    [
        ("ruth", "berlin-kreuzberg", "2026-11-21T23:00", ("ACTIVE", "FROZEN")),
        ("theo", "berlin-kreuzberg", "2026-11-21T23:00", ("FROZEN", "ACTIVE")),
        ("olive", "plenum-port", "2026-11-22T13:30", ("FROZEN", "ACTIVE")),
        ("frida", MITTE, "2027-01-01T23:00", ("FROZEN", "ACTIVE")),
    ],
)
def test_a_freeze_bites_and_ends_at_once(
    demo: Demo, who: str, place: str, moment: str, states: tuple[str, str]
) -> None:
    """In Berlin and in Adelaide, nine hours and a half apart; what is for members follows."""
    question = "{ me { contracts { state } } portal { viewer { frozen } } }"
    found = seen(demo, question, who, place, utc(moment))
    assert tuple(each["me"]["contracts"][0]["state"] for each in found) == states
    assert tuple(each["portal"]["viewer"]["frozen"] for each in found) == tuple(
        state == "FROZEN" for state in states
    )
    doors = [
        demo.refused("{ discussionBoards { totalCount } }", who, place, utc(moment) - back)
        for back in (SECOND, 0 * SECOND)
    ]
    assert [bool(each) for each in doors] == [state == "FROZEN" for state in states]


@pytest.mark.parametrize(
    ("place", "start", "since", "until", "moments"),
    [
        ("berlin-mitte", "2026-11-28", "2027-03-28", "2027-04-28",
         ("2027-03-27T23:00:00Z", "2027-04-27T22:00:00Z")),
        ("new-york-dumbo", "2026-11-14", "2027-03-14", "2027-04-14",
         ("2027-03-14T05:00:00Z", "2027-04-14T04:00:00Z")),
        ("plenum-port", "2026-12-04", "2027-04-04", "2027-05-04",
         ("2027-04-03T13:30:00Z", "2027-05-03T14:30:00Z")),
    ],
)  # fmt: skip
def test_a_freeze_that_is_asked_for_begins_and_ends_with_a_cycle(
    house: Demo, place: str, start: str, since: str, until: str, moments: tuple[str, str]
) -> None:
    """At the midnights of the house, which are other hours of UTC once clocks have changed."""
    who = ZONES[place][0]
    own = f"Contract:{contract(house, place, start)}"
    now = utc("2027-02-01T12:00")
    payload = "freezeContract { contract { freezes { startsAt endsAt } } errors { code } }"
    between = house.do(payload, who, place, when=now, contractId=own, fromDate=since,
                       untilDate=f"{until[:8]}20")  # fmt: skip
    assert between["errors"] == [{"code": "NOT_A_CYCLE"}]
    done = house.do(payload, who, place, when=now, contractId=own, fromDate=since, untilDate=until)
    assert done["errors"] == []
    assert done["contract"]["freezes"] == [{"startsAt": moments[0], "endsAt": moments[1]}]
    states = [
        [each["state"] for each in shown["contracts"]][-1]
        for moment in moments
        for shown in seen(house, MEMBERSHIP, who, place, dt.datetime.fromisoformat(moment))
    ]
    assert states == ["ACTIVE", "FROZEN", "FROZEN", "ACTIVE"]


# ---------------------------------------------------------------- suspensions


def test_a_suspension_restricts_at_once_and_is_lifted_at_once(house: Demo) -> None:
    """With the session that was open all the time; and only by somebody."""
    signed_in, act = NOON - DAY, "{ resources(first: 1) { nodes { viewerCanBook } } }"
    where = {"customerId": "Customer:136", "reason": "x"}

    def may_book(moment: dt.datetime) -> bool:
        shown = house.see(act, "lou", MITTE, moment, signed_in=signed_in)
        return bool(shown["nodes"][0]["viewerCanBook"])

    house.do("suspendCustomer { errors { code } }", "dana", **where)
    assert (may_book(NOON - SECOND), may_book(NOON)) == (True, False)
    assert not may_book(NOON + 30 * DAY)
    lifted = NOON + 31 * DAY
    house.do("unsuspendCustomer { errors { code } }", "dana", when=lifted, **where)
    assert (may_book(lifted - SECOND), may_book(lifted)) == (False, True)


# ---------------------------------------------------------------- plans and credits


def test_another_plan_begins_with_the_next_cycle(house: Demo) -> None:
    """Until then the old one holds, with its benefits; the night's round makes the change."""
    (own,) = house.see("{ me { contracts { id renewalDate } } }", "carla", KREUZBERG)["contracts"]
    plan = house.id("Plan", "plans", key="hot-desk", location_id="berlin-kreuzberg")
    asked = "{ me { contracts { planName nextPlan { name } price { amount } } } }"
    (before,) = house.see(asked, "carla", KREUZBERG)["contracts"]
    done = house.do("changePlan { errors { code } }", "carla", KREUZBERG, contractId=own["id"],
                    planId=plan)  # fmt: skip
    assert done == {"errors": []}
    renewal = dt.datetime.fromisoformat(f"{own['renewalDate']}T06:00:00+00:00")
    house.invoice(renewal - DAY, "berlin-kreuzberg")
    (waiting,) = house.see(asked, "carla", KREUZBERG, renewal - DAY)["contracts"]
    assert waiting == {**before, "nextPlan": {"name": "Hot Desk"}}
    house.invoice(renewal, "berlin-kreuzberg")
    (changed,) = house.see(asked, "carla", KREUZBERG, renewal)["contracts"]
    assert (changed["planName"], changed["nextPlan"]) == ("Hot Desk", None)
    assert changed["price"] != before["price"]


def test_a_plan_s_new_benefits_come_with_the_next_cycle(house: Demo) -> None:
    """Twice the hours from the 25th on: Ben has them from the 8th, when his cycle begins."""
    benefit = "plan_benefits where name = 'Vier Stunden Raum'"
    columns = [name for _, name, *_ in house.rows("pragma table_info(plan_benefits)")]
    anew = {
        "id": "id + 1000000", "amount": "480", "from_date": "'2026-11-25'", "until_date": "null",
    }  # fmt: skip
    values = ", ".join(anew.get(name, name) for name in columns)
    house.rows(f"insert into plan_benefits ({', '.join(columns)}) select {values} from {benefit}")
    house.rows("update plan_benefits set until_date = '2026-11-25' "
               "where name = 'Vier Stunden Raum' and amount = 240")  # fmt: skip
    question = "{ me { contracts { benefits { amount renewsOn } } } }"
    found = seen(house, question, "ben", MITTE, utc("2026-12-07T23:00"))
    assert [each["contracts"][0]["benefits"] for each in found] == [
        [{"amount": 240, "renewsOn": "2026-12-08"}], [{"amount": 480, "renewsOn": "2027-01-08"}],
    ]  # fmt: skip


def test_credits_of_a_plan_end_with_their_cycle(house: Demo) -> None:
    """Pia has used an hour in this one; in the next all of it is there again."""
    room = house.id("Resource", "resources", name="Feigenbaum")
    done = house.do("bookResource { coveredMinutes errors { code } }", "pia", resourceId=room,
                    startsAt="2026-12-03T17:00:00Z", endsAt="2026-12-03T18:00:00Z")  # fmt: skip
    assert done == {"coveredMinutes": 60, "errors": []}
    question = "{ me { contracts { renewalDate benefits { kind amount left renewsOn } } } }"
    first = utc("2026-12-03T12:00")
    (credit,) = [
        each
        for each in house.see(question, "pia", MITTE, first)["contracts"][0]["benefits"]
        if each["kind"] == "TIME_CREDIT"
    ]
    renewal = dt.datetime.fromisoformat(f"{credit['renewsOn']}T00:00:00+01:00")
    found = seen(house, question, "pia", MITTE, renewal)
    left = [
        each["left"]
        for shown in found
        for each in shown["contracts"][0]["benefits"]
        if each["kind"] == "TIME_CREDIT"
    ]
    assert left[0] < credit["amount"]
    assert left[1] == credit["amount"]


# ---------------------------------------------------------------- rights, roles, content


def test_a_permission_that_is_taken_away_is_gone_at_once(demo: Demo) -> None:
    """Yusuf's role ended with yesterday: the session that had it has it no more."""
    question = "{ customers(first: 1) { nodes { name } } }"
    signed_in = NOON - 3 * DAY
    ended = demo.rows("select until_at from staff_grants where until_at is not null")[0][0]
    moment = dt.datetime.fromisoformat(ended)
    answers = [
        demo.ask(question, "yusuf", "ghent-docks", when, signed_in=signed_in)["data"]["customers"]
        for when in (moment - SECOND, moment)
    ]
    assert answers[0]["nodes"]
    assert answers[1] is None


def test_a_permission_that_is_given_needs_a_new_sign_in(demo: Demo) -> None:
    """Caleb is house manager from next week on: the session of today never is."""
    question = "{ customers(first: 1) { nodes { name } } }"
    given = demo.rows("select from_at from staff_grants where from_at > '2026-11-23'")[0][0]
    moment = dt.datetime.fromisoformat(given)
    house = ("caleb", "new-york-dumbo", moment)
    assert demo.ask(question, *house, signed_in=NOON)["data"]["customers"] is None
    assert demo.ask(question, *house, signed_in=moment)["data"]["customers"]["nodes"]


def test_an_administrator_of_a_team_is_one_at_once(house: Demo) -> None:
    """Max becomes one at noon, and with the session of yesterday sees the team's contracts."""
    house.rows("update team_members set role = 'administrator', from_at = '2026-11-22T12:00:00Z' "
               "where customer_id = 122")  # fmt: skip
    question = "{ contracts { nodes { planName } } }"
    before, after = (
        house.see(question, "max", MITTE, when, signed_in=NOON - DAY)["nodes"]
        for when in (NOON - SECOND, NOON)
    )
    assert before == []
    assert after == [{"planName": "Private Office"}]


def test_the_directory_follows_at_once(house: Demo) -> None:
    """Where the source grants it a quarter of an hour: nothing here is kept aside for it."""
    question = '{ profiles(filter: { displayName: { eq: "Vera Engel" } }) { totalCount } }'
    assert house.see(question, "ben")["totalCount"] == 1
    house.do("updateMyProfile { errors { code } }", "vera", published=False)
    assert house.see(question, "ben")["totalCount"] == 0


@pytest.mark.parametrize(
    ("kind", "table", "title", "column", "shown"),
    [
        ("events", "events", "Sommerfest", "published_at", (0, 1)),
        ("events", "events", "Flohmarkt im Treppenhaus", "unpublished_at", (1, 0)),
        ("articles", "articles", "Kalte Druckhalle am Montag", "published_at", (0, 1)),
        ("articles", "articles", "Kalte Druckhalle am Montag", "unpublished_at", (1, 0)),
    ],
)
def test_content_comes_and_goes_at_its_moment(
    demo: Demo, kind: str, table: str, title: str, column: str, shown: tuple[int, int]
) -> None:
    """To the second, without anybody being there."""
    text = f"select {column} from {table} where title = ? and location_id = ?"
    moment = dt.datetime.fromisoformat(demo.rows(text, title, MITTE)[0][0])
    question = f'{{ {kind}(filter: {{ title: {{ eq: "{title}" }} }}) {{ totalCount }} }}'
    counts = [
        demo.see(question, None, MITTE, when)["totalCount"] for when in (moment - SECOND, moment)
    ]
    assert tuple(counts) == shown


@pytest.mark.parametrize(
    ("portal", "moment", "codes"),
    [
        ("berlin-kreuzberg", "2026-11-15T23:00", ("MEMBERS_ONLY", None)),
        ("berlin-kreuzberg", "2026-11-29T23:00", (None, "MEMBERS_ONLY")),
    ],
)
def test_a_dated_rule_goes_by_the_clock_of_the_portal(
    demo: Demo, portal: str, moment: str, codes: tuple[str | None, str | None]
) -> None:
    """The open fortnight of Kreuzberg, from midnight to midnight, for Anna."""
    found = [
        demo.refused("{ resources { totalCount } }", "anna", portal, when).get("resources")
        for when in (utc(moment) - SECOND, utc(moment))
    ]
    assert tuple(found) == codes


def test_an_edit_of_the_rules_counts_for_whoever_is_signed_in(
    demo_file: Path, tmp_path: Path
) -> None:
    """Without a restart and without a new sign-in: the next requests find the section closed."""
    root = written_anew(tmp_path / "root")
    path, question = root / "policies/portal.yaml", "{ faqs { totalCount } }"
    with Demo(copied(demo_file, root), root) as portal:
        assert portal.refused(question, "anna") == {}
        path.write_text(
            path.read_text().replace("faq:        { access: public", "faq:        { access: member")
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not portal.refused(question, "anna") and time.monotonic() < deadline:
            time.sleep(0.02)
        assert portal.refused(question, "anna") == {"faqs": "MEMBERS_ONLY"}
        assert portal.refused(question, "ben") == {}
