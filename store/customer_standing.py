"""What staff keep about a customer, as it is now: each derivation's one home."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.contracts import contracts
from store.customer_files import customer_barcodes, customer_checks, customer_consents
from store.membership import has_in_force, in_force, is_live
from store.sql import NOW, word
from store.teams import team_members

PAYING_MEMBER = "paying-member"


def passed_check(what: str, customer: FromClause) -> ColumnElement[bool]:
    """Whether the customer passed the check *what*, and it still holds."""
    return has_in_force(customer_checks, "customer_id", customer, what=what)


def has_agreed(what: str, customer: FromClause) -> ColumnElement[bool]:
    """Whether the customer agreed to *what*, and has not taken it back."""
    return has_in_force(customer_consents, "customer_id", customer, what=what)


def agreed_at(what: str, customer: FromClause) -> ColumnElement[Any]:
    """Return since when the customer agrees to *what*; NULL where they do not."""
    consent = customer_consents.alias()
    return (
        sa.select(sa.func.max(consent.c.from_at, type_=consent.c.from_at.type))
        .where(*_of(consent, customer), consent.c.what == word(what))
        .correlate(customer)
        .scalar_subquery()
    )


def barcode(customer: FromClause) -> ColumnElement[str]:
    """Return the code on the card that the customer was given last; NULL for none."""
    card = customer_barcodes.alias()
    return (
        sa.select(card.c.barcode)
        .where(*_of(card, customer))
        .order_by(card.c.from_at.desc(), card.c.id.desc())
        .limit(sa.literal_column("1"))
        .correlate(customer)
        .scalar_subquery()
    )


def pays_for_others(customer: FromClause) -> ColumnElement[bool]:
    """Whether the customer is the paying member of a team: the primary customer for billing."""
    role = team_members.alias()
    paying = role.c.role == word(PAYING_MEMBER)
    return sa.exists(
        sa.select(sa.literal_column("1")).where(*_of(role, customer), paying).correlate(customer)
    )


def latest_contract(customer: FromClause) -> ColumnElement[int]:
    """Return the contract that says most about the customer now; NULL for whoever had none.

    A live one goes before one that has ended, that before one that has not begun; of the live ones
    the one that began last, of the others the one that ended last. What ended before it began has
    never run, and says nothing.
    """
    contract = contracts.alias()
    ended = sa.and_(contract.c.ends_at.is_not(None), contract.c.ends_at <= NOW)
    ended_at = sa.case((ended, contract.c.ends_at))
    rank = sa.case(
        (is_live(contract), sa.literal_column("0")),
        (ended, sa.literal_column("1")),
        else_=sa.literal_column("2"),
    )
    return (
        sa.select(contract.c.id)
        .where(
            contract.c.network_id == customer.c.network_id,
            contract.c.customer_id == customer.c.id,
            sa.or_(contract.c.removed_at.is_(None), contract.c.removed_at > NOW),
            sa.or_(contract.c.ends_at.is_(None), contract.c.ends_at > contract.c.starts_at),
        )
        .order_by(rank, ended_at.desc(), contract.c.starts_at.desc(), contract.c.id.desc())
        .limit(sa.literal_column("1"))
        .correlate(customer)
        .scalar_subquery()
    )


def _of(row: FromClause, customer: FromClause) -> list[ColumnElement[bool]]:
    return [
        row.c.network_id == customer.c.network_id,
        row.c.customer_id == customer.c.id,
        in_force(row),
    ]
