"""Erasing a person: their words and addresses go, and what the accounts need stays without them.

The customer's row stays, so that invoices, charges and bookings go on adding up; it has no name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from store.activities import teachers
from store.audit import audit_entries
from store.audit_trail import Change, record_change
from store.customers import customers
from store.databases import Connection
from store.invoices import invoices
from store.metadata import metadata
from store.people import logins
from store.privacy.holdings import BILLING, ERASED, HOLDINGS, PERSON, of_person
from store.privacy.reading import run
from store.privacy.subjects import Subject
from store.privacy.trail import about_person, names_address
from store.sql import NETWORK

ERASE = "person.erase"
"""The action that the audit trail keeps, with the reason and nothing else."""


async def erase(
    connection: Connection,
    subject: Subject,
    now: dt.datetime,
    *,
    why: str,
    by_whom: str,
    billing: bool,
) -> dict[str, int]:
    """Erase *subject*, in the transaction that holds; return how many rows of each table changed.

    With *billing* the name and the tax number go that stand on invoices; else they stay where
    there is an invoice. What stands against it is asked beforehand, see `obstacles`.
    """
    stays = not billing and await _has_invoices(connection, subject)
    changed = {"audit_entries": await _empty_trail(connection, subject)}
    await _hide_teacher(connection, subject)
    for name, holding in reversed([*HOLDINGS.items()]):
        table = metadata.tables[name]
        if holding.blanked is None:
            changed[name] = await _remove(connection, table, subject)
        elif holding.blanked:
            blank = {column: _blank(table.c[column]) for column in holding.blanked}
            changed[name] = await _change(connection, table, of_person(name), blank, subject)
    person = {**PERSON, **({} if stays else dict.fromkeys(BILLING))}
    if subject.login is not None:
        unknown = f"{ERASED}:{subject.login}"
        login = {
            "email": unknown, "email_folded": unknown, "password_hash": ERASED,
            "disabled_at": now,
        }
        changed["logins"] = await _change(connection, logins, of_person("logins"), login, subject)
    changed["customers"] = await _change(
        connection, customers, of_person("customers"), person, subject
    )
    change = Change(
        ERASE, subject.home, "Customer", subject.customer, None, {"why": why, "by_whom": by_whom}
    )
    await record_change(connection, subject.network, change, login=None, customer=None, now=now)
    return {name: count for name, count in changed.items() if count}


async def _has_invoices(connection: Connection, subject: Subject) -> bool:
    asked = sa.select(sa.func.count()).select_from(invoices).where(of_person("invoices"))
    return bool((await run(connection, asked, subject))[0][0])


async def _empty_trail(connection: Connection, subject: Subject) -> int:
    """Take out what was changed; who did what to which record, and when, stays."""
    told = sa.or_(about_person(), names_address(subject))
    entry = audit_entries.c
    written = sa.or_(entry.before.is_not(None), entry.after.is_not(None))
    which = sa.and_(entry.network_id == NETWORK, written, told)
    nothing = {"before": None, "after": None}
    return await _change(connection, audit_entries, which, nothing, subject)


async def _hide_teacher(connection: Connection, subject: Subject) -> None:
    await _change(connection, teachers, of_person("teachers"), {"published": False}, subject)


async def _remove(connection: Connection, table: sa.Table, subject: Subject) -> int:
    gone = sa.delete(table).where(of_person(table.name)).returning(table.c.network_id)
    return len(await run(connection, gone, subject))


async def _change(
    connection: Connection,
    table: sa.Table,
    which: sa.ColumnElement[bool],
    values: Mapping[str, Any],
    subject: Subject,
) -> int:
    changed = sa.update(table).where(which).values(**values).returning(table.c.network_id)
    return len(await run(connection, changed, subject))


def _blank(column: sa.Column[Any]) -> str | None:
    return None if column.nullable else ERASED
