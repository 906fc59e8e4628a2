"""What the databases say they would read for a statement: tables, and by which conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from store.compiled import Values
from store.databases import Connection
from store.tables import metadata
from tests.questions.asking import Asking
from tests.questions.sql import tables

_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: USING [A-Z ]*?(?:INDEX \w+|PRIMARY KEY))?(.*)")
_PARAMETER = re.compile(r"\$(\d+)")
_READS = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"}
_TABLE_OF = {
    rule.name: table
    for table in metadata.sorted_tables
    for rules in (table.constraints, table.indexes)
    for rule in rules
}

GROWN = 1_000
"""How many times as large as they are PostgreSQL is told that the tables are."""

NEWEST_NEEDED = 18
"""The first version of PostgreSQL that can be told so."""


def sqlite_wholly_reads(asking: Asking, text: str, values: Values) -> Iterator[tuple[str, str]]:
    """List the tables that a statement reads as a whole, or a whole network of; and how."""
    names = tables(text)
    for *_, detail in asking.fetch(f"EXPLAIN QUERY PLAN {text}", values):
        step = _STEP.match(detail)
        if step and (step[1] == "SCAN" or step[3].startswith(" (network_id=?)")):
            yield names.get(step[2], step[2]), step[1]


async def grow(connection: Connection) -> None:
    """Let PostgreSQL plan, until the transaction ends, for tables with many more rows.

    Plans for a few hundred rows say nothing: reading them all is the fastest way there is.
    """
    await connection.fetch(
        "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text,"
        f" 'reltuples', ({GROWN} * reltuples)::real) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 0",
        (),
    )


async def postgresql_wholly_reads(
    connection: Connection, text: str
) -> frozenset[tuple[str, str]]:
    """List the tables that the plan for any values reads as a whole, or a network of; and how."""
    nulls = ", ".join("NULL" for _ in set(_PARAMETER.findall(text)))
    await connection.fetch(f"PREPARE question AS {text}", ())
    rows = await connection.fetch(
        f"EXPLAIN (FORMAT JSON) EXECUTE question{f' ({nulls})' if nulls else ''}", ()
    )
    await connection.fetch("DEALLOCATE question", ())
    return frozenset(_whole(orjson.loads(rows[0][0])[0]["Plan"]))


def _whole(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind = node["Node Type"]
    if kind in _READS:
        if "Relation Name" in node:
            table = metadata.tables[node["Relation Name"]]
        else:
            table = _TABLE_OF[node["Index Name"]]
        words = set(re.findall(r"\w+", node.get("Index Cond", "")))
        if not words & {column.name for column in table.columns} - {"network_id"}:
            yield table.name, kind
    for below in node.get("Plans", ()):
        yield from _whole(below)
