"""Rows that name a location which no file describes, or one of another network."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

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
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        verb = "names" if self.rows == 1 else "name"
        text = f"{self.table}: {rows} of network `{self.network}` {verb} {self.reason}"
        return f"{text}\n  help: {self.help}" if self.help else text


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
            help_ = None
            reason = f"`{location}`, which belongs to the network `{tree.root(location)}`"
        else:
            continue
        found.append(Stray(table.name, network, location, rows, reason, help_))
    return found
