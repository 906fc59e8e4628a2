"""Persons whom operators ask about: found by address, by id, or described in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from access.counting import Group, Sample
from access.described import UnknownKind, described
from access.policy_set import PolicySet
from access.time_flips import BEGINNING, Known
from access.viewer import LiveContract, Viewer
from planning.ids import parse_id, row_key
from planning.viewers import viewer_from
from store.databases import Connection
from store.display_names import addresses_of_logins, names_of_customers
from store.facts import Facts, read_customer_facts
from store.head_counts import PeopleInState, count_people
from store.lookups import (
    FoundCustomer,
    FoundLogin,
    find_customers,
    find_staff_login,
    moments_of,
    moments_of_login,
)


class NobodyFound(Exception):
    """No person fits; the text says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to ask as.

    `refused`  why no credential of theirs works at the moment asked about; None where one does
    `history`  what was and will be true of them, where the database knows
    """

    name: str
    viewer: Viewer
    refused: str | None = None
    history: tuple[Known, ...] = ()


MaySee = Callable[[int], Awaitable[bool]]
"""Whether whoever asks sees the customer of this id."""


async def find_person(
    connection: Connection | None,
    policies: PolicySet,
    portal: str,
    words: str,
    now: dt.datetime,
    *,
    may_see: MaySee | None = None,
    with_history: bool = True,
) -> Person:
    """Find the person that *words* name: an e-mail address, `customer:ID`, or a description.

    Without a *connection* only descriptions can be followed. With *may_see* only customers are
    found whom it admits, and the others are as if they were not there; so are staff, who are no
    records of anybody's.

    Raises:
        NobodyFound: nobody fits, or several do.
        NotDescribed: the words describe no viewer.
    """
    network = policies.tree.root(portal)
    if not is_in_database(words):
        return described_person(words, policies, portal)
    assert connection is not None
    if words.lower().startswith("customer:"):
        key = words.partition(":")[2].strip()
        parsed = parse_id(key)
        number = row_key(parsed[1] if parsed is not None else key)
        if number is None:
            raise NobodyFound(f"`{key}` is no id of a customer; write `customer:101`")
        found = await find_customers(connection, network, customer=number)
    else:
        found = await find_customers(connection, network, email=words)
        if not found and may_see is None:
            return await _staff(connection, network, words, now, with_history=with_history)
    if may_see is not None:
        found = [each for each in found if await may_see(each.id)]
    if not found:
        raise NobodyFound(f"the network `{network}` has no {words}")
    if len(found) > 1:
        listed = "".join(f"\n  customer:{each.id}  {each.name}, {each.home}" for each in found)
        raise NobodyFound(f"{words} has several profiles; ask about one of them{listed}")
    return await _customer(connection, network, found[0], now, with_history=with_history)


def described_person(words: str, policies: PolicySet, portal: str) -> Person:
    """Return the person whom *words* describe; nobody in particular.

    Raises:
        NotDescribed: they describe nobody; whoever meant somebody reads how to name them.
    """
    try:
        return Person(words, described(words, policies, portal))
    except UnknownKind as reason:
        somebody = "somebody in particular is an e-mail address, or `customer:101`"
        raise UnknownKind(f"{reason}; {somebody}") from None


def is_in_database(words: str) -> bool:
    """Whether *words* name somebody whom the database knows, and describe nobody."""
    return "@" in words or words.lower().startswith("customer:")


async def find_groups(
    connection: Connection, network: str, now: dt.datetime, *, with_rights: bool = False
) -> list[Group]:
    """Return everybody of *network* whose credentials work, grouped by their state."""
    people = await count_people(connection, network, now, with_rights=with_rights)
    return groups_of(network, people)


async def find_names(
    connection: Connection, network: str, samples: Iterable[Sample]
) -> dict[Sample, str]:
    """Return what *samples* of the people of *network* are called: staff by their addresses."""
    found: dict[bool, list[int]] = {False: [], True: []}
    for each in samples:
        found[each.is_login].append(each.id)
    customers = await names_of_customers(connection, network, found[False])
    logins = await addresses_of_logins(connection, network, found[True])
    return {
        **{Sample(key): name for key, name in customers.items()},
        **{Sample(key, is_login=True): email for key, email in logins.items()},
    }


def groups_of(network: str, states: Iterable[PeopleInState]) -> list[Group]:
    """Return people in these states as those whom policies are asked about."""
    return [_group(network, each) for each in states]


def _group(network: str, people: PeopleInState) -> Group:
    viewer = Viewer(
        network,
        people.first if people.customers else None,
        suspended=people.suspended,
        home=people.home,
        contracts=tuple(
            LiveContract(0, place, plan, 0, frozen) for place, plan, frozen in people.contracts
        ),
        teams=tuple((0, role) for role in people.roles),
        staff=people.staff,
        rights=people.rights,
    )
    samples = (Sample(key, not people.customers) for key in {people.first, people.last})
    return Group(viewer, people.count, tuple(sorted(samples)))


async def _customer(
    connection: Connection,
    network: str,
    found: FoundCustomer,
    now: dt.datetime,
    *,
    with_history: bool,
) -> Person:
    facts = (await read_customer_facts(connection, network, [found.id], now))[found.id]
    moments = []
    if with_history:
        moments = [BEGINNING, *await moments_of(connection, network, found.id)]
    history = []
    for moment in moments:
        then = (await read_customer_facts(connection, network, [found.id], moment))[found.id]
        refused = _refusal(then, found)
        viewer = None if refused else viewer_from(then, network)
        history.append(Known(moment, viewer, refused))
    name = f"{found.name} (customer {found.id})"
    return Person(name, viewer_from(facts, network), _refusal(facts, found), tuple(history))


def _refusal(facts: Facts, found: FoundCustomer) -> str | None:
    """Say why a customer cannot sign in."""
    if facts.archived:
        return "archived"
    if not facts.access:
        return "portal access was withdrawn, or never given"
    if found.login is None:
        return "no login"
    return None if facts.valid else "the login is disabled"


async def _staff(
    connection: Connection, network: str, email: str, now: dt.datetime, *, with_history: bool
) -> Person:
    login = await find_staff_login(connection, network, email, now)
    if login is None:
        raise NobodyFound(f"nobody signs in to `{network}` as {email}")
    moments = []
    if with_history:
        moments = [BEGINNING, *await moments_of_login(connection, network, login.id)]
    history = []
    for moment in moments:
        then = await find_staff_login(connection, network, email, moment) or login
        refused = _refusal_of_staff(then)
        viewer = None if refused else _as_staff(then, network)
        history.append(Known(moment, viewer, refused))
    refused, viewer = _refusal_of_staff(login), _as_staff(login, network)
    return Person(f"{email} (staff)", viewer, refused, tuple(history))


def _as_staff(login: FoundLogin, network: str) -> Viewer:
    return Viewer(network, None, staff=login.staff, login=login.id)


def _refusal_of_staff(login: FoundLogin) -> str | None:
    """Say why a login without a profile opens nothing."""
    if not login.staff:
        return "no profile, and no staff role in force"
    return "the login is disabled" if login.disabled else None
