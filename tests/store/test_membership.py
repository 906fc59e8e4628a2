"""The truth tables of contracts and customers, cell by cell, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from store.contracts import contracts
from store.customers import customers
from store.databases import Database
from store.membership import (
    CONTRACT_STATES,
    contract_state,
    has_access,
    is_archived,
    is_frozen,
    is_live,
    is_member,
    is_suspended,
    is_usable,
)
from tests.store.rows import NOW, Rows, ask

SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)
EARLIER, LATER = NOW - DAY, NOW + DAY
JUST_BEFORE, JUST_AFTER = NOW - SECOND, NOW + SECOND

Span = tuple[dt.datetime, dt.datetime | None]


@dataclass(frozen=True)
class Case:
    """A contract that begins and ends, is removed, waits and pauses; and the state it is in."""

    state: str
    starts: dt.datetime = EARLIER
    ends: dt.datetime | None = None
    removed: dt.datetime | None = None
    holds: tuple[Span, ...] = ()
    freezes: tuple[tuple[dt.datetime, dt.datetime], ...] = ()


CONTRACTS = [
    # plain states
    Case("active"),
    Case("active", ends=LATER),
    Case("frozen", freezes=((EARLIER, LATER),)),
    Case("on-hold", holds=((EARLIER, None),)),
    Case("scheduled", starts=LATER),
    Case("ended", ends=EARLIER, starts=EARLIER - DAY),
    Case("removed", removed=EARLIER),
    # each boundary: holds at its first moment, no longer at its last
    Case("active", starts=NOW),
    Case("scheduled", starts=JUST_AFTER),
    Case("active", ends=JUST_AFTER),
    Case("ended", ends=NOW),
    Case("removed", removed=NOW),
    Case("active", removed=JUST_AFTER),
    Case("frozen", freezes=((NOW, LATER),)),
    Case("active", freezes=((JUST_AFTER, LATER),)),
    Case("frozen", freezes=((EARLIER, JUST_AFTER),)),
    Case("active", freezes=((EARLIER, NOW),)),
    Case("on-hold", holds=((NOW, LATER),)),
    Case("active", holds=((JUST_AFTER, None),)),
    Case("on-hold", holds=((EARLIER, JUST_AFTER),)),
    Case("active", holds=((EARLIER, NOW),)),
    # several rows: one that holds is enough
    Case("frozen", freezes=((EARLIER, JUST_BEFORE), (JUST_BEFORE, LATER))),
    Case("active", freezes=((EARLIER, JUST_BEFORE), (JUST_AFTER, LATER))),
    Case("on-hold", holds=((EARLIER, JUST_BEFORE), (EARLIER, None))),
    # two at once: the first in order is the answer
    Case("removed", removed=EARLIER, ends=EARLIER, starts=EARLIER - DAY),
    Case("removed", removed=EARLIER, starts=LATER),
    Case("removed", removed=EARLIER, holds=((EARLIER, None),), freezes=((EARLIER, LATER),)),
    Case("ended", ends=NOW, starts=NOW),
    Case("ended", ends=EARLIER, starts=LATER),
    Case("ended", ends=NOW, holds=((EARLIER, None),)),
    Case("ended", ends=NOW, freezes=((EARLIER, LATER),)),
    Case("scheduled", starts=LATER, holds=((EARLIER, None),)),
    Case("scheduled", starts=LATER, freezes=((EARLIER, LATER),)),
    Case("on-hold", holds=((EARLIER, None),), freezes=((EARLIER, LATER),)),
    Case("frozen", ends=LATER, removed=LATER, freezes=((EARLIER, LATER),)),
]


def add_contract(rows: Rows, case: Case, **values: Any) -> int:
    """Add the contract of *case*."""
    contract = rows.add(
        "contracts",
        starts_at=case.starts,
        ends_at=case.ends,
        cancellation_date=case.ends and case.ends.date(),
        removed_at=case.removed,
        **values,
    )
    for start, until in case.holds:
        rows.add("contract_holds", contract_id=contract, from_at=start, until_at=until)
    for start, until in case.freezes:
        rows.add(
            "freezes",
            contract_id=contract,
            customer_id=values["customer_id"],
            from_at=start,
            until_at=until,
            from_date=start.date(),
            until_date=start.date() + DAY,
        )
    return contract


async def test_every_state_of_a_contract(database: Database) -> None:
    """State, live, frozen and usable are what the table says, and agree with one another."""
    rows = Rows()
    customer, plan = rows.customer(), rows.add("plans")
    expected = {
        add_contract(rows, case, customer_id=customer, plan_id=plan): case for case in CONTRACTS
    }
    await rows.write(database)
    k = contracts.alias("k")
    question = sa.select(k.c.id, contract_state(k), is_live(k), is_frozen(k), is_usable(k))
    async with database.connection() as connection:
        answers = await ask(connection, question)
    assert len(answers) == len(CONTRACTS)
    for contract, state, live, frozen, usable in answers:
        case = expected[contract]
        assert state == case.state, case
        assert bool(live) == (state in ("active", "frozen")), case
        assert bool(frozen) == (state == "frozen"), case
        assert bool(usable) == (state == "active"), case


def test_the_table_names_every_state() -> None:
    """No state is left untested."""
    assert {case.state for case in CONTRACTS} == set(CONTRACT_STATES)


PLAIN = {case.state: case for case in reversed(CONTRACTS[:7])}

# the states of a customer's contracts -> a member?
CUSTOMERS: list[tuple[tuple[str, ...], bool]] = [
    ((), False),
    (("scheduled",), False),
    (("ended",), False),
    (("on-hold",), False),
    (("removed",), False),
    (("scheduled", "ended", "on-hold", "removed"), False),
    (("frozen",), True),
    (("frozen", "frozen"), True),
    (("frozen", "scheduled", "ended", "on-hold", "removed"), True),
    (("frozen", "active"), True),
    (("active",), True),
    (("active", "active"), True),
    (("active", "ended", "scheduled"), True),
]


async def test_membership_of_a_customer(database: Database) -> None:
    """A customer is a member with a live contract, frozen or not, and a contact without one."""
    rows = Rows()
    plan = rows.add("plans")
    expected = {}
    for states, truth in CUSTOMERS:
        customer = rows.customer()
        expected[customer] = (states, truth)
        for state in states:
            add_contract(rows, PLAIN[state], customer_id=customer, plan_id=plan)
    await rows.write(database)
    c = customers.alias("c")
    question = sa.select(c.c.id, is_member(c))
    async with database.connection() as connection:
        answers = await ask(connection, question)
    assert len(answers) == len(CUSTOMERS)
    for customer, truth in answers:
        states, wanted = expected[customer]
        assert bool(truth) == wanted, states


async def test_a_contract_of_another_network_makes_no_member(database: Database) -> None:
    """The same ids in another network are other people and other contracts."""
    rows = Rows()
    stranger = rows.member()
    await rows.write(database)
    other = Rows("plenum")
    other.add("customers", id=stranger)
    await other.write(database)
    c = customers.alias("c")
    question = sa.select(c.c.network_id, is_member(c), has_access(c)).where(c.c.id == stranger)
    async with database.connection() as connection:
        answers = {network: (bool(a), bool(b)) for network, a, b in await ask(connection, question)}
    assert answers == {"harbour": (True, True), "plenum": (False, False)}


async def test_expressions_nest_and_filter(database: Database) -> None:
    """They may stand in conditions, and in subqueries of subqueries, over any alias."""
    rows = Rows()
    member, contact = rows.member(), rows.customer()
    await rows.write(database)
    outer, inner = customers.alias("outer_one"), customers.alias("inner_one")
    members = (
        sa.select(sa.func.count())
        .select_from(inner)
        .where(inner.c.network_id == outer.c.network_id, is_member(inner))
        .correlate(outer)
        .scalar_subquery()
    )
    question = sa.select(outer.c.id, members).where(sa.not_(is_member(outer)))
    async with database.connection() as connection:
        assert await ask(connection, question) == [(contact, 1)]
        everyone = await ask(connection, sa.select(customers.c.id).where(is_member(customers)))
    assert everyone == [(member,)]


# spans of a dated row -> does it hold?
SPANS: list[tuple[list[Span], bool]] = [
    ([], False),
    ([(EARLIER, None)], True),
    ([(NOW, None)], True),
    ([(JUST_AFTER, None)], False),
    ([(EARLIER, NOW)], False),
    ([(EARLIER, JUST_AFTER)], True),
    ([(NOW, NOW)], False),
    ([(EARLIER, JUST_BEFORE), (JUST_AFTER, None)], False),
    ([(EARLIER, JUST_BEFORE), (JUST_BEFORE, None)], True),
    ([(EARLIER, LATER), (EARLIER, None)], True),
]


@pytest.mark.parametrize(
    ("table", "derivation"),
    [
        ("customer_suspensions", is_suspended),
        ("customer_archivings", is_archived),
        ("customer_access", has_access),
    ],
)
async def test_dated_rows(database: Database, table: str, derivation: Any) -> None:
    """What is said of a customer holds from its first moment until, and not at, its last."""
    rows = Rows()
    expected = {}
    for spans, holds in SPANS:
        customer = rows.add("customers")
        expected[customer] = (spans, holds)
        for start, until in spans:
            rows.add(table, customer_id=customer, from_at=start, until_at=until)
    await rows.write(database)
    c = customers.alias("c")
    async with database.connection() as connection:
        answers = await ask(connection, sa.select(c.c.id, derivation(c)))
    assert {customer: bool(holds) for customer, holds in answers} == {
        customer: holds for customer, (_, holds) in expected.items()
    }


async def test_the_past_can_be_asked(database: Database) -> None:
    """With another moment for `NOW` the same rows tell what was true then."""
    rows = Rows()
    customer = rows.add("customers")
    rows.add("customer_suspensions", customer_id=customer, from_at=EARLIER, until_at=NOW)
    await rows.write(database)
    question = sa.select(is_suspended(customers))
    async with database.connection() as connection:
        moments = [EARLIER - SECOND, EARLIER, JUST_BEFORE, NOW]
        told = [bool((await ask(connection, question, now=m))[0][0]) for m in moments]
    assert told == [False, True, True, False]
