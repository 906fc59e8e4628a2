"""Timing of contracts and freezes: days are days of the place that made the contract.

They begin with its midnight, so each moment here is looked at a second before and at it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from store.databases import open_database
from store.importing.contracts import import_contracts
from store.importing.houses import House
from tests.seeds.demo import MITTE, NOON, Demo
from tests.seeds.moments import SECOND, seen, utc

MEMBERSHIP = "{ me { membership contracts { state } } }"
ZONES = {
    "berlin-mitte": ("anna", "Europe/Berlin"),
    "lisbon-alfama": ("emil", "Europe/Lisbon"),
    "new-york-dumbo": ("rita", "America/New_York"),
    "plenum-hackney": ("amir", "Europe/London"),
    "plenum-port": ("amir", "Australia/Adelaide"),
}
"""Where contracts are made here, for whom, and by which clock."""


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


@pytest.mark.parametrize(
    ("place", "start", "frozen", "now", "ends"),
    [
        ("berlin-mitte", "2026-09-28", ("2027-02-28", "2027-05-28"), "2027-03-27T23:00",
         "2027-03-27T23:00:00Z"),                                 # midnight, an hour is lost later
        ("new-york-dumbo", "2026-10-01", ("2027-03-01", "2027-05-01"), "2027-03-15T03:59",
         "2027-03-14T05:00:00Z"),                                 # the last minute of a day of 23
        ("plenum-port", "2026-10-04", ("2027-03-04", "2027-05-04"), "2027-04-04T14:29",
         "2027-04-03T13:30:00Z"),                                 # and of one of 25
    ],
)  # fmt: skip
def test_a_contract_that_is_resumed_early_runs_at_once(
    house: Demo, place: str, start: str, frozen: tuple[str, str], now: str, ends: str
) -> None:
    """The freeze ended with the day before, and one charge is for what is left of the cycle."""
    who = ZONES[place][0]
    own = f"Contract:{contract(house, place, start)}"
    since, until = frozen
    house.rows("update contracts set renewal_date = start_date where id = ?", int(own[9:]))
    asked = "freezeContract { errors { code } }"
    done = house.do(asked, who, place, when=utc("2027-02-01T12:00"), contractId=own,
                    fromDate=since, untilDate=until)  # fmt: skip
    assert done["errors"] == []
    doors = "{ portal { viewer { frozen } } }"
    before = house.see(doors, who, place, utc(now))
    payload = "unfreezeContract { contract { state freezes { endsAt } } errors { code } }"
    done = house.do(payload, who, place, when=utc(now), contractId=own)
    assert done == {"contract": {"state": "ACTIVE", "freezes": [{"endsAt": ends}]}, "errors": []}
    after = house.see(doors, who, place, utc(now))
    assert (before, after) == ({"viewer": {"frozen": True}}, {"viewer": {"frozen": False}})
    assert house.rows("select count(*) from charges where contract_id = ? and from_date > ?",
                      int(own[9:]), since) == [(1,)]  # fmt: skip
