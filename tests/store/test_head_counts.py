"""People by state, and one person's moments: the same on both databases, and nobody left out."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from store.customers import customers
from store.databases import open_database
from store.demo import fill
from store.facts import read_customer_facts
from store.head_counts import PeopleInState, count_people
from store.lookups import (
    FoundCustomer,
    FoundLogin,
    find_customers,
    find_staff_login,
    moments_of,
    moments_of_login,
)
from tests.databases import fresh_database
from tests.store.demo_world import NOON, TODAY
from tests.store.rows import ask

MOMENTS_OF = (104, 105, 110, 134)
"""Who rests, who is suspended, whose access was withdrawn, and who lost a right."""

Answers = tuple[
    list[PeopleInState],
    dict[int, bool],
    list[list[FoundCustomer]],
    list[FoundLogin | None],
    list[list[dt.datetime]],
    list[PeopleInState],
]


async def _read(url: str) -> Answers:
    database = open_database(url)
    try:
        async with database.snapshot() as connection:
            people = await count_people(connection, "harbour", NOON)
            ids = [
                row[0]
                for row in await ask(
                    connection,
                    sa.select(customers.c.id).where(customers.c.network_id == "harbour"),
                )
            ]
            facts = await read_customer_facts(connection, "harbour", ids, NOON)
            emails = ["Lena@harbour.test", "dana@harbour.test", "nobody@harbour.test"]
            found = [await find_customers(connection, "harbour", email=each) for each in emails]
            found.append(await find_customers(connection, "harbour", customer=111))
            logins = [
                await find_staff_login(connection, "harbour", each, NOON)
                for each in ("rosa@harbour.test", "yusuf@harbour.test", "nobody@harbour.test")
            ]
            moments = [await moments_of(connection, "harbour", each) for each in MOMENTS_OF]
            moments += [
                await moments_of_login(connection, "harbour", login.id) for login in logins if login
            ]
            valid = {key: each.valid for key, each in facts.items()}
            people_and_rights = await count_people(connection, "harbour", NOON, with_rights=True)
            return people, valid, found, logins, moments, people_and_rights
    finally:
        await database.close()


@pytest.fixture(name="answers", scope="module")
def _answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """What both databases say of the same demo."""


    found = {}
    for kind in ("sqlite", "postgresql"):
        with fresh_database(kind, tmp_path_factory.mktemp(kind)) as url:
            fill(url, today=TODAY)
            found[kind] = asyncio.run(_read(url))
    return found


def test_both_databases_say_the_same(answers: dict[str, Answers]) -> None:
    """Groups, persons and moments alike."""
    sqlite, postgresql = answers["sqlite"], answers["postgresql"]
    key = lambda people: (people.first, people.last)  # noqa: E731
    for people in (0, -1):
        assert sorted(sqlite[people], key=key) == sorted(postgresql[people], key=key)
    assert sqlite[1:-1] == postgresql[1:-1]


def test_rights_tell_people_apart_where_they_are_asked_for(answers: dict[str, Answers]) -> None:
    """The same people in more groups, and somebody who may not book."""
    people, *_, with_rights = answers["sqlite"]
    assert sum(each.count for each in people) == sum(each.count for each in with_rights)
    assert not any(each.rights for each in people)
    rights = {each.rights for each in with_rights if each.customers}
    assert {"can-book" in each for each in rights} == {True, False}
    assert len(with_rights) > len(people)


def test_everybody_whose_credentials_work_is_in_one_group(answers: dict[str, Answers]) -> None:
    """As many as the facts say, and states differ from group to group."""
    people, valid, *_ = answers["sqlite"]
    groups = [each for each in people if each.customers]
    assert sum(each.count for each in groups) == sum(valid.values()) < len(valid)
    states = {
        (each.home, each.suspended, each.contracts, each.roles, each.staff) for each in groups
    }
    assert len(states) == len(groups) > 20
    assert any(frozen for each in groups for _, _, frozen in each.contracts)
    staff = [each for each in people if not each.customers]
    assert all(each.staff for each in staff)
    assert {role for each in staff for role, _ in each.staff} >= {"network-admin", "accountant"}


def test_persons_are_found_however_they_are_known(answers: dict[str, Answers]) -> None:
    """By their login's address in any case, or by id; a login may have several profiles."""
    _, _, (lena, dana, nobody, walk_in), (rosa, yusuf, unknown), *_ = answers["sqlite"]
    assert [each.id for each in lena] == [118, 119]
    assert dana == nobody == []
    assert [(each.id, each.login) for each in walk_in] == [(111, None)]
    assert rosa is not None
    assert rosa.staff == {("front-desk", "lisbon-alfama"), ("accountant", "harbour-portugal")}
    assert yusuf is not None
    assert not yusuf.staff
    assert unknown is None


def test_moments_are_those_at_which_something_changes(answers: dict[str, Answers]) -> None:
    """In order, each once, with freezes, suspensions, access and rights among them."""
    *_, moments, _ = answers["sqlite"]
    for each in moments:
        assert each == sorted(set(each))
        assert all(moment.tzinfo is not None for moment in each)
    frida, sam, nadia, ulf, rosa, yusuf = moments
    assert rosa
    assert all(moment < NOON for moment in rosa)
    assert [moment.date().isoformat() for moment in yusuf][-1] == "2026-11-20"
    assert len(frida) >= 4
    assert any(moment < NOON for moment in sam)
    assert any(moment < NOON for moment in nadia)
    assert any(moment.year == NOON.year and moment < NOON for moment in ulf)
