"""What is true now of those who ask: read for many of them in one statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

import orjson

from store.databases import Connection, Row
from store.facts_statement import customer_facts_statement, facts_statement
from store.nested import nested_rows

Grants = frozenset[tuple[str, str]]
"""Pairs of a staff role and the location where it is held."""


@dataclass(frozen=True, slots=True)
class HeldContract:
    """A live contract: its id, where it was issued, its plan, and whether it is frozen."""

    id: int
    location: str
    plan: str
    plan_id: int
    frozen: bool


REMEMBERED = 16_384
"""Rows whose meaning is remembered: the same row says the same facts.

More than ten thousand who follow something are looked after every other second.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one session, or of one customer, at the moment asked about.

    `valid` says whether a credential of theirs works at all: the session neither revoked nor
    expired, the login enabled and still the customer's, the customer with access and not archived.
    `writes` is the session's mark, see `store.write_marks`, and no fact about anybody.
    """

    valid: bool
    login: int | None
    customer: int | None
    archived: bool
    access: bool
    suspended: bool
    home: str | None
    contracts: tuple[HeldContract, ...]
    teams: tuple[tuple[int, str], ...]
    rights: frozenset[str]
    staff_at_sign_in: Grants
    staff_now: Grants
    writes: int = field(default=0, compare=False)

    def __hash__(self) -> int:
        """Hash who it is; the states that one person may be in are told apart by comparing."""
        return hash((self.login, self.customer))

    @property
    def staff(self) -> Grants:
        """The grants in force: gains wait for the next sign-in, losses bite at once."""
        return self.staff_at_sign_in & self.staff_now

    @property
    def regranted(self) -> frozenset[tuple[tuple[str, str], tuple[str, str]]]:
        """Grants of the sign-in that are no more, each with each that came since."""
        gone = self.staff_at_sign_in - self.staff_now
        return frozenset(product(gone, self.staff_now - self.staff_at_sign_in))


async def read_facts(
    connection: Connection, network: str, session_ids: Collection[int], now: dt.datetime
) -> dict[int, Facts]:
    """Read the facts of sessions, by session id; one that does not exist is not in the answer."""
    rows = await facts_statement.fetch(connection, network=network, asked=session_ids, now=now)
    return {row[0]: _facts(_hashable(row)[1:]) for row in rows}


async def read_customer_facts(
    connection: Connection, network: str, customer_ids: Collection[int], now: dt.datetime
) -> dict[int, Facts]:
    """Read the facts of customers as if each had signed in just now, by customer id."""
    rows = await customer_facts_statement.fetch(
        connection, network=network, asked=customer_ids, now=now
    )
    return {row[0]: _facts(_hashable(row)[1:]) for row in rows}


def _hashable(row: Row) -> tuple[Hashable, ...]:
    """Return *row* as a key: SQLite's is one, since it nests text; PostgreSQL nests lists."""
    if type(row) is tuple:
        return row
    return tuple([tuple(value) if type(value) is list else value for value in row])


@lru_cache(REMEMBERED)
def _facts(row: tuple[Any, ...]) -> Facts:
    """Make the facts of a row without the id that it was asked by: of all of one's sessions one."""
    valid, login, customer, archived, access, suspended, home, *nested_values = row
    held, teams, rights, at_sign_in, now, writes = nested_values
    staff_now = _grants_in(nested_rows(now))
    return Facts(
        valid=bool(valid) and (customer is None or (bool(access) and not archived)),
        login=login,
        customer=customer,
        archived=bool(archived),
        access=bool(access),
        suspended=bool(suspended),
        home=home,
        contracts=tuple(
            HeldContract(id_, place, plan, plan_id, bool(frozen))
            for id_, place, plan, plan_id, frozen in sorted(map(tuple, nested_rows(held)))
        ),
        teams=tuple(sorted({(team, role) for team, role in nested_rows(teams)})),
        rights=frozenset(right for (right,) in nested_rows(rights)),
        staff_at_sign_in=staff_now if at_sign_in is None else _grants_in(orjson.loads(at_sign_in)),
        staff_now=staff_now,
        writes=writes or 0,
    )


def _grants_in(rows: Sequence[Row]) -> Grants:
    return frozenset((role, place) for role, place in rows)
