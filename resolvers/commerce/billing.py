"""Billing a customer: the cycles that have begun, what is bought every month, and the invoices.

Everything about one customer at one location is done in one transaction, so that whoever bills
again, at the same time or after a crash, finds nothing left to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from planning.mutations import Work
from resolvers.commerce.billed_contract_rows import (
    Billed,
    read_contracts,
    read_plan,
    renew_contract,
    switch_plan,
)
from resolvers.commerce.billed_subscription_rows import read_subscriptions, renew_subscription
from resolvers.commerce.charge_rows import PLAN, Charge, charge
from resolvers.commerce.cycles import MONTH
from resolvers.commerce.due_rows import is_unbilled, read_payers
from resolvers.commerce.granting import Sold, grant
from resolvers.commerce.invoice_rows import DAY, Issued, OpenCharge, issue
from resolvers.commerce.money_credit import take_money
from resolvers.commerce.office import Office, office_of
from resolvers.commerce.open_charge_rows import read_open_charges
from resolvers.commerce.terms import terms_of
from resolvers.locks import hold_customers
from store.audit_trail import Change, record_change

ISSUE = "invoices.issue"
RENEW = "contracts.renew"


async def bill(office: Office, customer: int) -> list[Issued] | None:
    """Bill what is due of *customer*; None where they are sent no invoices at the moment.

    Nobody is billed while they are suspended or archived; what was left out is billed afterwards.
    Whoever pays for a team shares the money of their plans, so their turn is taken, too.
    """
    network, location = office.network, office.location.id
    payers = await read_payers(office.connection, network, location, customer)
    await hold_customers(office.connection, network, {customer, *payers})
    if await is_unbilled(office.connection, network, customer, office.now):
        return None
    contracts = await read_contracts(
        office.connection, network, location, customer, office.now
    )
    for contract in contracts:
        await _charge_cycles(office, customer, contract)
    await _charge_subscriptions(office, customer)
    return await bill_open(office, customer, before=boundary(office, contracts))


async def bill_open(office: Office, customer: int, *, before: dt.date) -> list[Issued]:
    """Write invoices for what waits for one: one for each currency and team."""
    due = await read_open_charges(
        office.connection, office.network, office.location.id, customer, before
    )
    due.sort(key=_pile)
    piles = [list(pile) for _, pile in groupby(due, key=_pile)]
    return [await _issue(office, customer, pile) for pile in piles]


async def bill_at_once(work: Work, location: str, customer: int) -> None:
    """Bill what *customer* has just come to owe, where *location* does so at once."""
    office = office_of(work, location)
    if terms_of(office.location).at_once:
        await bill_open(office, customer, before=office.today + DAY)


async def charge_begun_cycles(office: Office, customer: int, contract: int) -> None:
    """Charge the cycles of one contract that have begun, as the next round would."""
    for found in await _contracts(office, customer, contract):
        await _charge_cycles(office, customer, found)


async def charge_rest_of_cycle(
    office: Office, customer: int, contract: int, *, frozen_since: dt.date
) -> None:
    """Charge the days from today on of a cycle that began in a freeze, which is over now.

    The cycles that have begun are charged already, and what began before the freeze is paid for.
    What is never renewed is never charged.
    """
    for found in await _contracts(office, customer, contract):
        begun = found.cycle.latest(found.start, office.today)
        if found.renewal is None or begun is None or begun < frozen_since:
            return
        until = found.cycle.after(found.start, office.today)
        await _charge_cycle(office, customer, found.from_day(office.today), office.today, until)


async def _contracts(office: Office, customer: int, contract: int) -> list[Billed]:
    """Read one contract as billing sees it; nothing where it was removed."""
    found = await read_contracts(
        office.connection, office.network, office.location.id, customer, office.now
    )
    return [each for each in found if each.id == contract]


def boundary(office: Office, contracts: Sequence[Billed]) -> dt.date:
    """Return the day before which what was bought is billed now.

    It is the latest day on which a cycle of a running contract ended; for whoever has none here,
    cycles are the months of the calendar. Where a location bills at once it is tomorrow.
    """
    if terms_of(office.location).at_once:
        return office.today + DAY
    ends = [
        latest
        for contract in contracts
        if contract.cycle.recurs and (contract.end is None or office.today < contract.end)
        and (latest := contract.cycle.latest(contract.start, office.today)) is not None
    ]  # fmt: skip
    return max(ends, default=office.today.replace(day=1))


async def _charge_cycles(office: Office, customer: int, contract: Billed) -> None:
    """Charge each cycle that has begun since the last one that was; frozen ones cost nothing.

    The next plan waits until the contract runs: a long cycle of it that began in a freeze would be
    free to its end. Cycles count from the contract's first day, so of a plan with longer ones only
    the days that are left are owed.
    """
    if contract.renewal is None or contract.on_hold:
        return
    day: dt.date | None = contract.renewal
    while day is not None and day <= office.today:
        if contract.end is not None and day >= contract.end:
            day = None
            break
        frozen = contract.is_frozen(day)
        if contract.next_plan is not None and not frozen:
            contract = await _switch(office, contract, contract.next_plan)
        until = contract.cycle.after(contract.start, day) if contract.cycle.recurs else None
        if not frozen:
            await _charge_cycle(office, customer, contract.from_day(day), day, until)
        day = until
    if day != contract.renewal:
        await renew_contract(office.connection, office.network, contract.id, day)


async def _charge_cycle(
    office: Office, customer: int, contract: Billed, day: dt.date, until: dt.date | None
) -> None:
    days = f"{day}" if until is None else f"{day} to {until - DAY}"
    due = Charge(
        customer=customer,
        location=office.location.id,
        kind=PLAN,
        description=f"{contract.plan}, {days}",
        unit_minor=contract.price_minor,
        currency=contract.currency,
        day=day,
        quantity=contract.quantity,
        team=contract.team,
        contract=contract.id,
        from_date=day,
        until_date=until,
    )
    charged = await charge(office.connection, office.network, due, office.now)
    await take_money(office, charged, due)


async def _switch(office: Office, contract: Billed, plan: int) -> Billed:
    """Let the next plan begin with the cycle that begins."""
    name, cycle, price = await read_plan(office.connection, office.network, plan)
    await switch_plan(office.connection, office.network, contract.id)
    columns = {"plan": name, "price_minor": price}
    before = {"plan": contract.plan, "price_minor": contract.price_minor}
    change = Change(RENEW, office.location.id, "Contract", contract.id, before, columns)
    await _record(office, change)
    return replace(contract, plan=name, cycle=cycle, price_minor=price, next_plan=None)


async def _charge_subscriptions(office: Office, customer: int) -> None:
    """Charge each month that has begun of what is bought every month."""
    network, location = office.network, office.location.id
    for repeated in await read_subscriptions(office.connection, network, location, customer):
        day = repeated.following
        while day <= office.today and (repeated.end is None or day < repeated.end):
            until = MONTH.after(repeated.start, day)
            due = Charge(
                customer=customer,
                location=location,
                kind="product",
                description=repeated.name,
                unit_minor=repeated.unit_minor,
                currency=repeated.currency,
                day=day,
                quantity=repeated.quantity,
                product=repeated.product,
                subscription=repeated.id,
                from_date=day,
                until_date=until,
            )
            charged = await charge(office.connection, network, due, office.now)
            sold = Sold(
                customer, repeated.product, repeated.name, repeated.quantity, charged, day, until
            )
            await grant(office.connection, office.location, sold, office.now)
            day = until
        if day != repeated.following:
            await renew_subscription(office.connection, network, repeated.id, day)


async def _issue(office: Office, customer: int, pile: list[OpenCharge]) -> Issued:
    issued = await issue(
        office.connection,
        office.network,
        office.location.id,
        customer,
        pile,
        terms_of(office.location),
        today=office.today,
        now=office.now,
    )
    columns = {
        "number": issued.number,
        "total_minor": issued.total_minor,
        "currency": issued.currency,
        "charges": [each.id for each in pile],
    }
    await _record(office, Change(ISSUE, issued.location, "Invoice", issued.id, None, columns))
    return issued


async def _record(office: Office, change: Change) -> None:
    """Keep what was done by nobody: the job did it."""
    await record_change(
        office.connection, office.network, change, login=None, customer=None, now=office.now
    )


def _pile(due: OpenCharge) -> tuple[str, int]:
    return due.currency, due.team or 0
