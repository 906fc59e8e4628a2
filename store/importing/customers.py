"""Customers from a CSV file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from documents.quoting import quoted
from store.customers import RIGHTS, customer_rights, customers
from store.databases import Connection
from store.folding import fold
from store.ids import new_id
from store.importing.cells import Cells
from store.importing.houses import House, Houses
from store.importing.sheets import Line, Sheet, read_sheet
from store.importing.writing import Batch, Imported, write
from store.moments import start_of_day
from store.portable import Portable
from store.sql import NETWORK

NEEDED = ("name", "email", "location")
COLUMNS = (
    *NEEDED, "type", "phone", "date-of-birth", "company", "position", "language", "billing-name",
    "tax-id", "notes", "registered", "rights",
)
_TYPES = {"individual": "individual", "company": "company"}


async def import_customers(
    connection: Connection,
    path: str,
    content: bytes,
    houses: Houses,
    now: dt.datetime,
    *,
    by_whom: str,
    rehearse: bool = False,
) -> Imported:
    """Read customers from *content* and add them, all or none.

    Whoever is no company is an individual (seed `customers`). They get no login, and so no access
    to portals: that begins when they are invited. A line whose name and address a customer of the
    network has already is a problem, so that the same file cannot be imported twice.
    """
    sheet = read_sheet(path, content, needed=NEEDED, known=COLUMNS)
    taken = await _taken(connection, {house.network for house in houses.values()})
    batch = Batch()
    for line in sheet.lines:
        _read(sheet, line, houses, now, taken, batch, by_whom)
    return await write(connection, sheet, batch, rehearse=rehearse)


def _read(
    sheet: Sheet,
    line: Line,
    houses: Houses,
    now: dt.datetime,
    taken: dict[tuple[str, str, str], int],
    batch: Batch,
    by_whom: str,
) -> None:
    cells = Cells(sheet, line)
    name, email = cells.needed("name"), cells.email("email")
    cells.needed("location")
    house = cells.one_of("location", houses)
    kind = cells.one_of("type", _TYPES)
    born, registered = cells.day("date-of-birth"), cells.day("registered")
    rights = _rights(sheet, cells, house)
    if kind == "company" and cells.text("company") is None:
        cells.wrong("company", "a company without a name", "write its name under `company`")
    if born is not None and born > now.date():
        cells.wrong("date-of-birth", f"`{born}` is in the future", "mend the date")
    if name is None or email is None or house is None:
        return
    since = now if registered is None else start_of_day(registered, house.zone)
    if since > now:
        cells.wrong("registered", f"`{registered}` is in the future", "leave it out, or mend it")
    key = (house.network, fold(name), fold(email))
    if key in taken:
        where = f"on line {taken[key]}" if taken[key] else "in the database"
        cells.wrong("email", f"{name} <{email}> stands {where} already", "leave this line out")
        return
    taken[key] = line.number
    customer: dict[str, Any] = {
        "network_id": house.network,
        "id": new_id(),
        "location_id": house.id,
        "customer_type": kind or "individual",
        "full_name": name,
        "email": email,
        "phone": cells.text("phone"),
        "date_of_birth": born,
        "company_name": cells.text("company"),
        "position": cells.text("position"),
        "registered_at": since,
        "preferred_language": cells.text("language"),
        "notes": cells.text("notes"),
        "access_card": None,
        "pincode": None,
        "health_notes": None,
        "billing_name": cells.text("billing-name"),
        "tax_id": cells.text("tax-id"),
        "login_id": None,
    }
    batch.add(customers, customer)
    for right in rights:
        batch.add(customer_rights, {
            "network_id": house.network,
            "id": new_id(),
            "customer_id": customer["id"],
            "right": right,
            "from_at": since,
            "until_at": None,
            "by_whom": by_whom,
            "why": f"imported from {sheet.path}",
        })


def _rights(sheet: Sheet, cells: Cells, house: House | None) -> tuple[str, ...]:
    """Return the rights that a line gives: without the column what the house gives, else these."""
    if "rights" not in sheet.columns:
        return () if house is None else house.rights
    words = (cells.text("rights") or "").split()
    for word in words:
        if word not in RIGHTS:
            help_ = f"rights are {', '.join(RIGHTS)}, separated by spaces"
            cells.wrong("rights", f"there is no right {quoted(word)}", help_)
    return tuple(dict.fromkeys(words))


async def _taken(
    connection: Connection, networks: set[str]
) -> dict[tuple[str, str, str], int]:
    """Return name and address of every customer there is; 0 stands for the database."""
    found = {}
    for network in networks:
        for name, email in await _NAMES.fetch(connection, network=network):
            found[network, name, email] = 0
    return found


_NAMES = Portable(
    lambda _: sa.select(customers.c.full_name_folded, customers.c.email_folded).where(
        customers.c.network_id == NETWORK
    )
)
