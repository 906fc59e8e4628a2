"""Contracts from a CSV file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.contracts import contracts, plans
from store.currencies import digits_of
from store.customers import customers
from store.databases import Connection
from store.folding import fold
from store.ids import new_id
from store.importing.cells import Cells
from store.importing.houses import House, Houses
from store.importing.sheets import read_sheet
from store.importing.writing import Batch, Imported, write
from store.membership import is_archived
from store.moments import kept_day, start_of_day
from store.portable import Portable
from store.sql import NETWORK

NEEDED = ("email", "location", "plan", "start")
COLUMNS = (
    *NEEDED, "name", "end", "price", "billing-day", "minimum-term", "renewal", "quantity", "notes",
)

@dataclass(slots=True)
class Known:
    """Customers and plans of the networks, as the file may name them."""

    customers: dict[tuple[str, str], list[tuple[int, str]]]  # (network, address) -> (id, name)
    plans: dict[str, dict[str, tuple[int, str]]]  # location -> key -> (id, currency)
    held: set[tuple[str, int, int, dt.date]]  # (network, customer, plan, start)


async def import_contracts(
    connection: Connection,
    path: str,
    content: bytes,
    houses: Houses,
    now: dt.datetime,
    *,
    rehearse: bool = False,
) -> Imported:
    """Read contracts from *content* and add them, all or none.

    A customer is named by address, and by `name` where several have the same; a plan by its key
    at the location that issues it. Days begin at the location's midnight; `end` is the first day
    that the contract does not cover any more, `renewal` the first day that is to be billed here.
    Without it nothing is. Without a price the plan's price counts.
    """
    sheet = read_sheet(path, content, needed=NEEDED, known=COLUMNS)
    known = await _known(connection, {house.network for house in houses.values()}, now)
    batch = Batch()
    for line in sheet.lines:
        row = _read(Cells(sheet, line), houses, known)
        if row is not None:
            batch.add(contracts, row)
    return await write(connection, sheet, batch, rehearse=rehearse)


def _read(cells: Cells, houses: Houses, known: Known) -> dict[str, Any] | None:
    email = cells.email("email")
    for column in NEEDED[1:]:
        cells.needed(column)
    house = cells.one_of("location", houses)
    start, end = cells.day("start"), cells.day("end")
    if start is not None and end is not None and end < start:
        cells.wrong("end", "the contract ends before it starts", "mend one of the two dates")
    billing_day = cells.number("billing-day", 1, 31)
    if start is not None and billing_day not in (None, start.day):
        cells.wrong(
            "billing-day",
            f"`{billing_day}` is not the day on which the contract begins, and so do its cycles",
            f"write {start.day}, or leave it empty; `renewal` says from which day on it is billed",
        )
    quantity = cells.number("quantity", 1, 10_000)
    term, renewal = cells.day("minimum-term"), cells.day("renewal")
    if house is None:
        return None
    plan = cells.one_of("plan", known.plans.get(house.id, {}))
    price = None if plan is None else cells.amount("price", digits_of(plan[1]))
    customer = None if email is None else _customer(cells, house, email, known)
    if plan is None or customer is None or start is None:
        return None
    key = (house.network, customer, plan[0], start)
    if key in known.held:
        message = "the customer has this plan from this day already"
        cells.wrong("start", message, "leave this line out")
        return None
    known.held.add(key)
    return {
        "network_id": house.network,
        "id": new_id(),
        "customer_id": customer,
        "location_id": house.id,
        "plan_id": plan[0],
        "team_id": None,
        "start_date": start,
        "starts_at": start_of_day(start, house.zone),
        "cancellation_date": end,
        "ends_at": None if end is None else start_of_day(end, house.zone),
        "minimum_term_date": term,
        "renewal_date": renewal,
        "billing_day": start.day,
        "price_minor": price,
        "currency": plan[1],
        "next_plan_id": None,
        "quantity": quantity or 1,
        "notes": cells.text("notes"),
        "removed_at": None,
    }


def _customer(cells: Cells, house: House, email: str, known: Known) -> int | None:
    found = known.customers.get((house.network, fold(email)), [])
    name = cells.text("name")
    if name is not None:
        found = [each for each in found if each[1] == fold(name)]
    if len(found) == 1:
        return found[0][0]
    if found:
        cells.wrong(
            "email", f"{len(found)} customers of `{house.network}` have this address",
            "name the one who is meant, in the column `name`",
        )
    else:
        who = email if name is None else f"{name} <{email}>"
        cells.wrong(
            "email", f"`{house.network}` has no customer {who}", "import the customers first"
        )
    return None


async def _known(connection: Connection, networks: Iterable[str], now: dt.datetime) -> Known:
    known = Known({}, {}, set())
    for network in networks:
        for id_, name, email in await _CUSTOMERS.fetch(connection, network=network, now=now):
            known.customers.setdefault((network, email), []).append((id_, name))
        for id_, location, key, currency in await _PLANS.fetch(connection, network=network):
            known.plans.setdefault(location, {})[key] = (id_, currency)
        for customer, plan, start in await _CONTRACTS.fetch(connection, network=network):
            known.held.add((network, customer, plan, kept_day(start)))
    return known


_CUSTOMERS = Portable(
    lambda _: sa.select(
        customers.c.id, customers.c.full_name_folded, customers.c.email_folded
    ).where(customers.c.network_id == NETWORK, sa.not_(is_archived(customers)))
)
_PLANS = Portable(
    lambda _: sa.select(plans.c.id, plans.c.location_id, plans.c.key, plans.c.currency).where(
        plans.c.network_id == NETWORK, sa.not_(plans.c.archived)
    )
)
_CONTRACTS = Portable(
    lambda _: sa.select(
        contracts.c.customer_id, contracts.c.plan_id, contracts.c.start_date
    ).where(contracts.c.network_id == NETWORK, contracts.c.removed_at.is_(None))
)
