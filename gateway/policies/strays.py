"""Rows that name a location which no file describes, or one of another network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from access.phrases import counted, together
from access.tree import Tree
from documents.suggestions import did_you_mean
from store.compiled import compile_statement
from store.databases import Connection, Database
from store.metadata import metadata


@dataclass(frozen=True, slots=True, order=True)
class Stray:
    """Some rows of one table that stand nowhere."""

    table: str
    network: str
    location: str
    rows: int
    reason: str
    help: str | None = None

    def __str__(self) -> str:
        rows = counted(self.rows, "row")
        verb = "names" if self.rows == 1 else "name"
        text = f"{self.table}: {rows} of network `{self.network}` {verb} {self.reason}"
        return f"{text}\n  help: {self.help}" if self.help else text


FIRST = ("customers", "contracts", "bookings")
"""Tables that are named first where many have strays of one location."""


def by_location(strays: Iterable[Stray]) -> list[Stray]:
    """Say what is astray once for each location, however many tables name it."""
    alike: dict[tuple[str, str], list[Stray]] = {}
    for stray in strays:
        alike.setdefault((stray.network, stray.location), []).append(stray)
    return sorted(_joined(group) if len(group) > 1 else group[0] for group in alike.values())


def _joined(group: list[Stray]) -> Stray:
    order = sorted(group, key=lambda each: (each.table not in FIRST, -each.rows, each.table))
    tables = [f"{each.table} ({each.rows:,})" for each in order[: len(FIRST)]]
    if len(order) > len(FIRST):
        tables.append(counted(len(order) - len(FIRST), "more table"))
    return replace(order[0], table=together(tables), rows=sum(each.rows for each in group))


async def find_strays(database: Database, tree: Tree) -> list[Stray]:
    """Look through every table that has locations.

    Raises:
        DatabaseUnavailable: where it cannot be looked through.
    """
    strays: list[Stray] = []
    async with database.snapshot() as connection:
        for table in metadata.sorted_tables:
            if "location_id" in table.columns:
                strays += await _strays_of(table, connection, tree)
    return sorted(strays)


async def _strays_of(table: sa.Table, connection: Connection, tree: Tree) -> list[Stray]:
    statement = compile_statement(
        sa.select(table.c.network_id, table.c.location_id, sa.func.count())
        .group_by(table.c.network_id, table.c.location_id),
        connection.dialect,
    )
    found: list[Stray] = []
    for network, location, rows in await connection.fetch(statement.text, statement.values({})):
        if location is None:
            continue
        if location not in tree:
            help_ = did_you_mean(location, tree) or f"write locations/{location}.yaml, or move them"
            reason = f"`{location}`, which no file in locations/ describes"
        elif tree.root(location) != network:
            help_ = f"move locations/{location}.yaml back below `{network}`, or move them"
            reason = f"`{location}`, which belongs to the network `{tree.root(location)}`"
        else:
            continue
        found.append(Stray(table.name, network, location, rows, reason, help_))
    return found
