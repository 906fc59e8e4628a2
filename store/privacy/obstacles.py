"""What has to be settled with a person before they can be erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa

from store.charges import charges
from store.contracts import contracts
from store.customers import customers
from store.databases import Connection
from store.invoices import invoices
from store.membership import is_archived
from store.payments import payments
from store.people import staff_grants
from store.portable import Portable
from store.privacy.holdings import CUSTOMER, LOGIN
from store.privacy.subjects import Subject
from store.sql import NETWORK, NOW


async def what_stands_against(
    connection: Connection, subject: Subject, now: dt.datetime
) -> list[str]:
    """Return sentences for whoever is to settle it; none where *subject* can be erased."""
    counted = {
        words: (await statement.fetch(connection, **subject.values, now=now))[0][0]
        for words, statement in _COUNTED.items()
    }
    archived = await _ARCHIVED.fetch(connection, **subject.values, now=now)
    found = [] if archived[0][0] else ["they are no archived customer: archive them first"]
    return found + [words.format(count) for words, count in counted.items() if count]


def _count(table: sa.Table, *which: sa.ColumnElement[bool]) -> Portable:
    return Portable(
        lambda _: sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.network_id == NETWORK, *which)
    )


_ARCHIVED = _count(customers, customers.c.id == CUSTOMER, is_archived(customers))
_COUNTED: Mapping[str, Portable] = {
    "{} of their contracts run: end them first": _count(
        contracts,
        contracts.c.customer_id == CUSTOMER,
        contracts.c.removed_at.is_(None),
        sa.or_(contracts.c.ends_at.is_(None), contracts.c.ends_at > NOW),
    ),
    "{} of their invoices are not paid: settle them first": _count(
        invoices,
        invoices.c.customer_id == CUSTOMER,
        sa.or_(invoices.c.status == "draft", invoices.c.status == "open"),
        invoices.c.paid_minor < invoices.c.total_minor,
    ),
    "{} of their charges are not billed: restore them, bill, and archive them again": _count(
        charges,
        charges.c.customer_id == CUSTOMER,
        charges.c.invoice_id.is_(None),
        charges.c.voided_at.is_(None),
        charges.c.total_minor > 0,
    ),
    "{} of their payments are under way: wait for the provider": _count(
        payments, payments.c.customer_id == CUSTOMER, payments.c.status == "pending"
    ),
    "{} of their roles as staff are in force: end them first": _count(
        staff_grants,
        staff_grants.c.login_id == LOGIN,
        sa.or_(staff_grants.c.until_at.is_(None), staff_grants.c.until_at > NOW),
    ),
}
