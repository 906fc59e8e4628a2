"""The rows of a contract that is to be changed: read under a lock, and written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from resolvers.agreements.agreement import Agreement, Terms
from resolvers.commerce.cycles import Cycle
from resolvers.rows import insert
from store.contracts import contracts, freezes, plan_terms, plans
from store.databases import Connection
from store.membership import contract_state
from store.moments import date, kept_day
from store.portable import Portable
from store.sql import NETWORK, Instant


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


async def read_parties(
    connection: Connection, network: str, contract: int
) -> tuple[int, str] | None:
    """Return whose a contract is, and which location issued it; None where it is gone."""
    rows = await _PARTIES.fetch(connection, network=network, contract=contract)
    return (rows[0][0], rows[0][1]) if rows else None


async def insert_freeze(
    connection: Connection,
    network: str,
    agreement: Agreement,
    days: dict[str, Any],
    notes: str | None,
) -> int:
    """Write a freeze and return its id; *days* are its four dates and moments."""
    return await insert(
        connection,
        freezes,
        network,
        contract_id=agreement.id,
        customer_id=agreement.customer,
        location_id=agreement.location,
        notes=notes,
        **days,
    )


async def find_freeze(
    connection: Connection, network: str, contract: int, days: tuple[dt.date, dt.date]
) -> int:
    """Return the id of a contract's freeze by its days, which there is."""
    since, until = days
    rows = await _FREEZE.fetch(
        connection, network=network, contract=contract, since=since, until=until
    )
    return int(rows[0][0])


async def shorten_freeze(
    connection: Connection, network: str, freeze: int, until: dt.date, at: dt.datetime
) -> None:
    """Let a freeze end earlier than it would."""
    await _SHORTEN.fetch(connection, network=network, freeze=freeze, until_date=until, at=at)


async def remove_freeze(connection: Connection, network: str, freeze: int) -> None:
    """Take a freeze away that did not hold on any whole day."""
    await _REMOVE.fetch(connection, network=network, freeze=freeze)


async def end_contract(
    connection: Connection,
    network: str,
    contract: int,
    on: dt.date | None,
    at: dt.datetime | None,
) -> None:
    """Let a contract end; with None it goes on without an end."""
    await _END.fetch(connection, network=network, contract=contract, on_date=on, at=at)


async def choose_plan(
    connection: Connection, network: str, contract: int, plan: int | None
) -> None:
    """Note the plan that the contract changes to at its next renewal; None: it stays."""
    await _CHOOSE.fetch(connection, network=network, contract=contract, chosen=plan)


_ASKED = sa.and_(contracts.c.network_id == NETWORK, contracts.c.id == sa.bindparam("contract"))
_PARTIES = Portable(
    lambda _: sa.select(contracts.c.customer_id, contracts.c.location_id).where(_ASKED)
)
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
        .values(
            cancellation_date=sa.bindparam("on_date", type_=sa.Date()),
            ends_at=sa.bindparam("at", type_=Instant()),
        )
    )
)
_CHOOSE = Portable(
    lambda _: (
        contracts.update()
        .where(_ASKED)
        .values(next_plan_id=sa.bindparam("chosen", type_=sa.BigInteger()))
    )
)
_IT = sa.and_(
    freezes.c.network_id == NETWORK,
    freezes.c.id == sa.bindparam("freeze", type_=sa.BigInteger()),
)
_FREEZE = Portable(
    lambda _: sa.select(freezes.c.id).where(
        freezes.c.network_id == NETWORK,
        freezes.c.contract_id == sa.bindparam("contract"),
        freezes.c.from_date == sa.bindparam("since", type_=sa.Date()),
        freezes.c.until_date == sa.bindparam("until", type_=sa.Date()),
    )
)
_SHORTEN = Portable(
    lambda _: (
        freezes.update()
        .where(_IT)
        .values(
            until_date=sa.bindparam("until_date", type_=sa.Date()),
            until_at=sa.bindparam("at", type_=Instant()),
        )
    )
)
_REMOVE = Portable(lambda _: freezes.delete().where(_IT))
