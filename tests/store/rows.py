"""Rows for tests: say what matters, the rest is filled in."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import sqlalchemy as sa

from store.compiled import compile_statement
from store.databases import Connection, Database
from store.folding import with_folded
from store.sql import Instant
from store.tables import metadata

NETWORK = "harbour"
NOW = dt.datetime(2026, 11, 22, 12, 0, 0, tzinfo=dt.UTC)

_LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_USUAL: dict[str, Any] = {
    "location_id": "berlin-mitte",
    "customer_type": "individual",
    "from_at": _LONG_AGO,
    "starts_at": _LONG_AGO,
    "start_date": _LONG_AGO.date(),
    "registered_at": _LONG_AGO,
    "created_at": _LONG_AGO,
    "expires_at": NOW + dt.timedelta(days=1),
    "currency": "EUR",
    "audience": "public",
    "billing_day": 1,
    "quantity": 1,
    "staff": "[]",
}


class Rows:
    """Collects rows and writes them together, parents before children."""

    def __init__(self, network: str = NETWORK) -> None:
        self._usual = {**_USUAL, "network_id": network}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._ids = itertools.count(1)

    def add(self, table: str, **values: Any) -> int:
        """Add a row and return its id; columns that are not given get something harmless."""
        columns = metadata.tables[table].columns
        row: dict[str, Any] = {"id": next(self._ids)} if "id" in columns else {}
        for column in columns:
            if column.name in values or column.name in row:
                row[column.name] = values.get(column.name, row.get(column.name))
            elif column.name in self._usual:
                row[column.name] = self._usual[column.name]
            elif _is_needed(column):
                row[column.name] = _harmless(column, row)
        self._rows.setdefault(table, []).append(with_folded(metadata.tables[table], row))
        return int(row.get("id", 0))

    def taken(self, table: str) -> list[dict[str, Any]]:
        """Take the rows of a table out, to be written in some other way."""
        return self._rows.pop(table, [])

    def member(self, **values: Any) -> int:
        """Add a customer with access and a live contract."""
        customer = self.customer(**values)
        self.add("contracts", customer_id=customer, plan_id=self.add("plans", key="hot-desk"))
        return customer

    def customer(self, **values: Any) -> int:
        """Add a customer with access."""
        customer = self.add("customers", **values)
        self.add("customer_access", customer_id=customer)
        return customer

    async def write(self, database: Database) -> None:
        """Write everything that was added since the last time."""
        async with database.transaction() as connection:
            for table in metadata.sorted_tables:
                await connection.insert(table, self.taken(table.name))


def _is_needed(column: sa.Column[Any]) -> bool:
    """Whether a row must name the column: it may not be NULL, and nobody else fills it in."""
    return not (column.nullable or column.server_default or column.name.endswith("_folded"))


def _harmless(column: sa.Column[Any], row: dict[str, Any]) -> Any:
    """Return a value for a column that must have one."""
    if isinstance(column.type, Instant):
        return (row.get("starts_at") or _LONG_AGO) + dt.timedelta(hours=1)
    if isinstance(column.type, sa.Date):
        return _LONG_AGO.date()
    return 0 if isinstance(column.type, sa.Integer) else column.name


async def ask(
    connection: Connection, statement: sa.sql.ClauseElement, **values: Any
) -> list[tuple[Any, ...]]:
    """Run a statement at `NOW` in `NETWORK`, if nothing else is said."""
    compiled = compile_statement(statement, connection.dialect)
    given = {"network": NETWORK, "now": NOW, **values}
    return [tuple(row) for row in await connection.fetch(compiled.text, compiled.values(given))]
