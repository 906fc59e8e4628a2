"""All that the database holds of one person, table by table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ClauseElement

from store.audit import audit_entries
from store.compiled import compile_statement
from store.databases import Connection, Row
from store.metadata import metadata
from store.privacy.holdings import HOLDINGS, SECRETS, of_person
from store.privacy.subjects import Subject
from store.privacy.trail import about_person
from store.sql import NETWORK

Rows = list[dict[str, Any]]


async def read_all_of(connection: Connection, subject: Subject) -> dict[str, Rows]:
    """Return the rows of *subject* by table, without what is empty, secret, or about others.

    A login that other customers share is told with the name that it has; `audit_entries` are those
    about the person's own records, and those that they made.
    """
    found: dict[str, Rows] = {}
    for name in ("customers", "logins", *HOLDINGS):
        found[name] = await _read(connection, metadata.tables[name], of_person(name), subject)
    found["audit_entries"] = await _read(connection, audit_entries, about_person(), subject)
    return {name: rows for name, rows in found.items() if rows}


async def run(connection: Connection, statement: ClauseElement, subject: Subject) -> Sequence[Row]:
    """Run *statement* about *subject*."""
    compiled = compile_statement(statement, connection.dialect)
    return await connection.fetch(compiled.text, compiled.values(subject.values))


async def _read(
    connection: Connection, table: sa.Table, condition: sa.ColumnElement[bool], subject: Subject
) -> Rows:
    columns = [
        each for each in table.columns
        if each.name not in SECRETS and not each.name.endswith("_folded")
    ]
    asked = sa.select(*columns).where(table.c.network_id == NETWORK, condition)
    if "id" in table.columns:
        asked = asked.order_by(table.c.id)
    names = [str(each.name) for each in columns]
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True) if value is not None}
        for row in await run(connection, asked, subject)
    ]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; ids are texts, since JavaScript would round them."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return str(value)
    return value


