"""The demo's people: every standing that a customer can be in has a name."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest
import sqlalchemy as sa

from store.contracts import contracts
from store.customers import customers
from store.databases import Database, open_database
from store.demo import fill
from store.demo.building import PEOPLE, STAFF
from store.demo.days import Days
from store.demo.places import PLACES
from store.membership import (
    CONTRACT_STATES,
    contract_state,
    has_access,
    is_archived,
    is_member,
    is_suspended,
)
from tests.store.demo_world import NOON, TODAY, built
from tests.store.rows import ask

Standing = tuple[str, str]
"""What is true of a customer, in the words below; the states of their contracts."""

STANDINGS: dict[int, Standing] = {
    101: ("access", ""),
    102: ("member access", "active"),
    103: ("member access", "active"),
    104: ("member access", "frozen"),
    105: ("member suspended access", "active"),
    106: ("member access", "active frozen"),
    107: ("suspended access", ""),
    108: ("member suspended access", "frozen"),
    109: ("member archived access", "active"),
    110: ("member", "active"),
    111: ("", ""),
    112: ("access", "scheduled"),
    113: ("access", "ended"),
    114: ("member access", "active"),
    115: ("access", "on-hold"),
    116: ("access", "removed"),
    117: ("member access", "active"),
    118: ("member access", "active"),
    119: ("member access", "active"),
    120: ("access", ""),
    121: ("member access", "active"),
    122: ("access", ""),
    123: ("member access", "active"),
    124: ("member access", "active"),
    125: ("member access", "active"),
    126: ("member access", "active"),
    127: ("member access", "active"),
    128: ("member access", "frozen"),
    129: ("member access", "active"),
    130: ("member access", "frozen"),
    131: ("member access", "active"),
    132: ("member access", "active"),
    133: ("member access", "active"),
    134: ("member access", "active"),
    135: ("member access", "active"),
    136: ("member access", "active active"),
    137: ("member access", "active"),
    138: ("access", ""),
    139: ("member access", "active"),
    201: ("access", ""),
    202: ("member access", "active"),
    203: ("member access", "frozen"),
    204: ("member suspended access", "active"),
    205: ("member access", "active"),
    206: ("member access", "active"),
    207: ("access", ""),
    208: ("member access", "active"),
    209: ("member access", "active"),
    210: ("access", "scheduled"),
    211: ("archived access", "ended"),
    212: ("member access", "frozen"),
    213: ("member access", "active"),
    214: ("member access", "active"),
    215: ("member", "active"),
}

_WORDS = {
    "member": is_member,
    "suspended": is_suspended,
    "archived": is_archived,
    "access": has_access,
}


@pytest.fixture(name="filled")
def _filled(database_url: str) -> str:
    """A database with the demo of 22 November 2026."""
    fill(database_url, today=TODAY)
    return database_url


async def standings(database: Database, now: dt.datetime) -> dict[int, Standing]:
    """Everybody's standing at *now*, by the store's own expressions."""
    c, k = customers.alias("c"), contracts.alias("k")
    words = sa.select(c.c.id, *(expression(c) for expression in _WORDS.values()))
    states = sa.select(k.c.customer_id, contract_state(k))
    async with database.connection() as connection:
        truths = await ask(connection, words, now=now)
        found = await ask(connection, states, now=now)
    held: defaultdict[int, list[str]] = defaultdict(list)
    for customer, state in found:
        held[customer].append(state)
    return {
        customer: (
            " ".join(word for word, holds in zip(_WORDS, truth, strict=True) if holds),
            " ".join(sorted(held[customer])),
        )
        for customer, *truth in truths
    }


async def test_everybody_is_in_the_standing_that_they_show(filled: str) -> None:
    """Named people are what the guide says they are; the table is complete."""
    assert {person.id for person in PEOPLE} == STANDINGS.keys()
    database = open_database(filled)
    found = await standings(database, NOON)
    await database.close()
    assert {number: found[number] for number in STANDINGS} == STANDINGS
    crowd = Counter(standing for number, standing in found.items() if number > 1000)
    assert {state for _, states in crowd for state in states.split()} == set(CONTRACT_STATES)
    assert {words for words, _ in crowd} >= {
        "",  # no access, no contract
        "access",
        "suspended access",
        "member",
        "member access",
        "member suspended access",
        "member archived access",
    }


# whose contract changes, when, from what to what: midnight in Berlin is 23:00 in UTC, in Adelaide
# it is 13:30 of the day before
BOUNDARIES = [
    (130, dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC), "active", "frozen"),
    (131, dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC), "frozen", "active"),
    (137, dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC), "scheduled", "active"),
    (137, dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC), "active", "ended"),
    (212, dt.datetime(2026, 11, 22, 13, 30, tzinfo=dt.UTC), "frozen", "active"),
]


async def test_a_day_begins_when_it_does_there(filled: str) -> None:
    """A contract changes with the first moment of the location's own day."""
    database = open_database(filled)
    for number, boundary, before, after in BOUNDARIES:
        earlier = await standings(database, boundary - dt.timedelta(seconds=1))
        later = await standings(database, boundary)
        assert (earlier[number][1], later[number][1]) == (before, after), number
    await database.close()


def test_one_login_owns_two_profiles() -> None:
    """Lena signs in once, and chooses between herself and her company."""
    owners = defaultdict(list)
    for customer in built()["customers"]:
        if customer["login_id"] is not None:
            owners[customer["network_id"], customer["login_id"]].append(customer["id"])
    assert [ids for ids in owners.values() if len(ids) > 1] == [[118, 119]]


def test_one_address_may_be_known_to_both_networks() -> None:
    """To each it is another login and another person."""
    addresses = defaultdict(set)
    for login in built()["logins"]:
        addresses[login["email_folded"]].add(login["network_id"])
    assert [email for email, networks in addresses.items() if len(networks) > 1] == [
        "jonas@harbour.test"
    ]


def test_teams_have_people_in_every_role() -> None:
    """Administrators, members and those who pay; an administrator need not hold a contract."""
    tables = built()
    roles = {row["role"] for row in tables["team_members"]}
    assert roles == {"member", "administrator", "paying-member"}
    holders = {row["customer_id"] for row in tables["contracts"]}
    administrators = {
        row["customer_id"] for row in tables["team_members"] if row["role"] == "administrator"
    }
    assert 120 in administrators - holders


def test_staff_stand_at_several_levels_with_and_without_a_profile() -> None:
    """A house, a city, a country and a network; one who has left, one who is to come."""
    profiles = {person.email for person in PEOPLE}
    levels = {len(_way_up(staff.at)) for staff in STAFF}
    assert levels == {1, 2, 3, 4}
    assert {staff.email in profiles for staff in STAFF} == {True, False}
    assert any(staff.span.until is not None and staff.span.until <= 0 for staff in STAFF)
    assert any(staff.span.since > 0 for staff in STAFF)
    roles = Counter(staff.email for staff in STAFF)
    assert roles["rosa@harbour.test"] == 2


def _way_up(place: str) -> list[str]:
    parent = PLACES[place].parent
    return [place] if parent is None else [place, *_way_up(parent)]


@pytest.mark.parametrize("today", [TODAY + dt.timedelta(days=count) for count in range(8)])
def test_working_days_follow_one_another_whatever_day_it_is(today: dt.date) -> None:
    """Monday to Friday only, none twice, none left out, today never among them."""
    days = Days(today)
    counts = [*range(-15, 0), *range(1, 16)]
    found = [days.working_day(count) for count in counts]
    assert found == sorted(set(found))
    assert all(day.weekday() < 5 for day in found)
    assert found[14] < today < found[15]
    between = (found[15] - found[14]).days
    assert between <= 4
    with pytest.raises(ValueError, match="may not be"):
        days.working_day(0)
