"""Money that plans include: taken off what is bought, booked, enrolled in or renewed, exactly."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from access.viewer import Viewer
from resolvers.booking.credit_rows import read_included, read_pool
from resolvers.booking.credits import Credit
from resolvers.clock import moment_at
from resolvers.commerce.buyers import as_of
from resolvers.commerce.charge_rows import PLAN, Charge, charge
from resolvers.commerce.office import Office
from resolvers.rows import insert
from store.benefits import money_uses
from store.contracts import contracts, plans
from store.databases import Connection
from store.portable import Portable
from store.sql import NETWORK, OneOf


async def take_money(
    office: Office, charged: int, due: Charge, category: int | None = None
) -> int:
    """Take off a charge what the customer's plans pay of it; return how much, in minor units.

    The charge stays as it is. Beside it, and on the same invoice, stands one below zero for each
    contract whose money is used: what lapses first before the rest, and what is for the *category*
    of resources alone before what is for all. What is owed for a team is also paid by the
    contracts that the team shares. The contracts of whoever is suspended, and frozen ones, pay
    nothing. Whoever calls has taken turns for the customer, and for who pays for the team.
    """
    open_minor = due.total_minor
    for credit, plan in await _usable(office, due, category):
        taken = min(credit.left, open_minor)
        if taken > 0:
            await _take(office, charged, due, credit, plan, taken)
            open_minor -= taken
    return due.total_minor - open_minor


async def _usable(office: Office, due: Charge, category: int | None) -> list[tuple[Credit, str]]:
    """Return what there is in the charge's currency, in the order of use, with each plan's name.

    A cycle is paid by what there was when it began, however late it is charged.
    """
    connection, network, is_cycle = office.connection, office.network, due.kind == PLAN
    moment = moment_at(due.day, 0, office.location.timezone) if is_cycle else office.now
    customer = await as_of(connection, network, due.customer, moment)
    held = {each.id for each in customer.contracts if not each.frozen}
    if customer.suspended:
        return []
    if due.team is not None and is_in(customer, due.team):
        held.update(await read_pool(connection, network, due.team, moment, moment))
    if not held:
        return []
    named = await _read_plans(connection, network, held)
    included = await read_included(
        connection, office.tree, network, held, moment, without=None
    )
    found = [
        each
        for each in included.money(office.tree, moment, for_cycles=is_cycle)
        if each.category in (None, category) and named[each.contract][1] == due.currency
    ]
    found.sort(key=lambda each: (each.renews_at is None, each.renews_at, each.category is None))
    return [(each, named[each.contract][0]) for each in found]


def is_in(customer: Viewer, team: int) -> bool:
    """Whether a customer belongs to a team, in whatever role."""
    return any(team == member_of for member_of, _ in customer.teams)


async def _read_plans(
    connection: Connection, network: str, held: Collection[int]
) -> dict[int, tuple[str, str]]:
    rows = await _PLANS.fetch(connection, network=network, asked=sorted(held))
    return {contract: (name, currency) for contract, name, currency in rows}


async def _take(
    office: Office, charged: int, due: Charge, credit: Credit, plan: str, taken: int
) -> None:
    network = office.network
    off = Charge(
        customer=due.customer,
        location=due.location,
        kind=PLAN if due.kind == PLAN else "other",
        description=f"{plan}: {due.description}",
        unit_minor=-taken,
        currency=due.currency,
        day=due.day,
        team=due.team,
    )
    await insert(
        office.connection,
        money_uses,
        network,
        charge_id=charged,
        credit_charge_id=await charge(office.connection, network, off, office.now),
        contract_id=credit.contract,
        plan_benefit_id=credit.benefit,
        cycle_date=credit.cycle_date,
        amount=taken,
    )


_OF_CONTRACT = sa.and_(
    plans.c.network_id == contracts.c.network_id, plans.c.id == contracts.c.plan_id
)
_PLANS = Portable(
    lambda _: (
        sa.select(contracts.c.id, plans.c.name, plans.c.currency)
        .select_from(contracts.join(plans, _OF_CONTRACT))
        .where(contracts.c.network_id == NETWORK, OneOf(contracts.c.id, "asked"))
    )
)
