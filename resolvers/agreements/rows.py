"""The rows of a contract that is to be changed: read under a lock, and written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from planning.running import date
from resolvers.agreements.agreement import Agreement, Terms
from resolvers.clock import kept_day
from resolvers.commerce.cycles import Cycle
from resolvers.rows import insert
from store.contracts import contracts, freezes, plan_terms, plans
from store.databases import Connection
from store.membership import contract_state
from store.portable import Portable
from store.sql import NETWORK


async def read_agreement(
    connection: Connection, network: str, contract: int, now: dt.datetime
) -> Agreement | None:
    """Read a contract with its plan's terms and its freezes; None where it is gone."""
    rows = await _CONTRACT.fetch(connection, network=network, contract=contract, now=now)
    if not rows:
        return None
    (
        location, customer, plan, currency, state, start, end, minimum, renewal, next_plan,
        months, weeks, pausable, notice, may_end, may_change, cycles, a_year,
    ) = rows[0]
    begun = date(start)
    assert begun is not None, "every contract has a first day"
    held = await _FREEZES.fetch(connection, network=network, contract=contract)
    terms = Terms() if notice is None else Terms(
        notice, bool(may_end), bool(may_change), cycles, a_year
    )  # fmt: skip
    return Agreement(
        contract, location, customer, plan, currency, state, begun, date(end), date(minimum),
        date(renewal), next_plan, Cycle(months, weeks), bool(pausable), terms,
        tuple((kept_day(since), kept_day(until)) for since, until in held),
    )  # fmt: skip


async def customer_of(connection: Connection, network: str, contract: int) -> int | None:
    """Return whose a contract is."""
    rows = await _CUSTOMER.fetch(connection, network=network, contract=contract)
    return rows[0][0] if rows else None


async def insert_freeze(
    connection: Connection, network: str, agreement: Agreement, days: dict[str, Any]
) -> int:
    """Write a freeze and return its id; *days* are its four dates and moments."""
    return await insert(
        connection,
        freezes,
        network,
        contract_id=agreement.id,
        customer_id=agreement.customer,
        location_id=agreement.location,
        notes=None,
        **days,
    )


async def end_contract(
    connection: Connection, network: str, contract: int, on: dt.date, at: dt.datetime
) -> None:
    """Let a contract end."""
    await _END.fetch(connection, network=network, contract=contract, on_date=on, at=at)


async def choose_plan(
    connection: Connection, network: str, contract: int, plan: int | None
) -> None:
    """Note the plan that the contract changes to at its next renewal; None: it stays."""
    await _CHOOSE.fetch(connection, network=network, contract=contract, chosen=plan)


async def plan_place(
    connection: Connection, network: str, plan: int
) -> tuple[str, str] | None:
    """Return where a plan is sold, and in which currency."""
    rows = await _PLAN.fetch(connection, network=network, plan=plan)
    return (rows[0][0], rows[0][1]) if rows else None


_ASKED = sa.and_(contracts.c.network_id == NETWORK, contracts.c.id == sa.bindparam("contract"))
_CUSTOMER = Portable(lambda _: sa.select(contracts.c.customer_id).where(_ASKED))
_CONTRACT = Portable(
    lambda _: (
        sa.select(
            contracts.c.location_id,
            contracts.c.customer_id,
            contracts.c.plan_id,
            contracts.c.currency,
            contract_state(contracts),
            contracts.c.start_date,
            contracts.c.cancellation_date,
            contracts.c.minimum_term_date,
            contracts.c.renewal_date,
            contracts.c.next_plan_id,
            plans.c.invoice_every_months,
            plans.c.invoice_every_weeks,
            plans.c.can_be_paused,
            plan_terms.c.notice_days,
            plan_terms.c.may_end,
            plan_terms.c.may_change,
            plan_terms.c.freeze_cycles,
            plan_terms.c.freezes_a_year,
        )
        .select_from(
            contracts.join(
                plans,
                sa.and_(
                    plans.c.network_id == contracts.c.network_id,
                    plans.c.id == contracts.c.plan_id,
                ),
            ).outerjoin(
                plan_terms,
                sa.and_(
                    plan_terms.c.network_id == contracts.c.network_id,
                    plan_terms.c.plan_id == contracts.c.plan_id,
                ),
            )
        )
        .where(_ASKED)
    )
)
_FREEZES = Portable(
    lambda _: (
        sa.select(freezes.c.from_date, freezes.c.until_date)
        .where(
            freezes.c.network_id == NETWORK, freezes.c.contract_id == sa.bindparam("contract")
        )
        .order_by(freezes.c.from_at)
    )
)
_END = Portable(
    lambda _: (
        contracts.update()
        .where(_ASKED)
        .values(cancellation_date=sa.bindparam("on_date"), ends_at=sa.bindparam("at"))
    )
)
_CHOOSE = Portable(
    lambda _: (
        contracts.update()
        .where(_ASKED)
        .values(next_plan_id=sa.bindparam("chosen", type_=sa.BigInteger()))
    )
)
_PLAN = Portable(
    lambda _: sa.select(plans.c.location_id, plans.c.currency).where(
        plans.c.network_id == NETWORK, plans.c.id == sa.bindparam("plan")
    )
)
