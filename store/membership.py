"""What is true of contracts, logins and customers at a moment: each derivation's one home.

Every function takes the table or an alias of it and returns an expression over its columns and
the parameter `NOW`, or another moment where one is given. Boundaries are half-open: a thing holds
at its first moment, not at its last.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store import contracts as contract_tables
from store import customers as customer_tables
from store.sql import NOW, word

CONTRACT_STATES = ("removed", "ended", "scheduled", "on-hold", "frozen", "active")
"""The states of a contract, in the order in which they are asked: the first that fits is it."""


Moment = ColumnElement[dt.datetime]


def in_force(dated: FromClause, now: Moment = NOW) -> ColumnElement[bool]:
    """Whether a dated row holds now."""
    return sa.and_(
        dated.c.from_at <= now,
        sa.or_(dated.c.until_at.is_(None), dated.c.until_at > now),
    )


def has_in_force(
    table: sa.Table, key: str, record: FromClause, now: Moment = NOW, of: str = "id", **words: str
) -> ColumnElement[bool]:
    """Whether a row of *table* that holds now names *record* in its column *key*.

    There stands what *record* has in its column *of*. *words* are columns, and the word that each
    of them has to hold.
    """
    dated = table.alias()
    return sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            dated.c.network_id == record.c.network_id,
            dated.c[key] == record.c[of],
            *(dated.c[name] == word(held) for name, held in words.items()),
            in_force(dated, now),
        )
        .correlate(record)
    )


# ---------------------------------------------------------------- contracts


def _is_removed(contracts: FromClause) -> ColumnElement[bool]:
    return sa.and_(contracts.c.removed_at.is_not(None), contracts.c.removed_at <= NOW)


def _is_ended(contracts: FromClause) -> ColumnElement[bool]:
    return sa.and_(contracts.c.ends_at.is_not(None), contracts.c.ends_at <= NOW)


def _is_on_hold(contracts: FromClause, now: Moment = NOW) -> ColumnElement[bool]:
    return has_in_force(contract_tables.contract_holds, "contract_id", contracts, now)


def is_paused(contracts: FromClause, now: Moment = NOW) -> ColumnElement[bool]:
    """Whether a freeze of the contract holds; of a live contract it means that it is frozen."""
    return has_in_force(contract_tables.freezes, "contract_id", contracts, now)


def is_live(contracts: FromClause, now: Moment = NOW) -> ColumnElement[bool]:
    """Whether the contract makes its customer a member: active or frozen."""
    return sa.and_(
        contracts.c.starts_at <= now,
        sa.or_(contracts.c.ends_at.is_(None), contracts.c.ends_at > now),
        sa.or_(contracts.c.removed_at.is_(None), contracts.c.removed_at > now),
        sa.not_(_is_on_hold(contracts, now)),
    )


def is_frozen(contracts: FromClause) -> ColumnElement[bool]:
    """Whether the contract is live and paused."""
    return sa.and_(is_live(contracts), is_paused(contracts))


def is_usable(contracts: FromClause, now: Moment = NOW) -> ColumnElement[bool]:
    """Whether the contract is live and not paused, so that its plan's benefits apply."""
    return sa.and_(is_live(contracts, now), sa.not_(is_paused(contracts, now)))


def contract_state(contracts: FromClause) -> ColumnElement[str]:
    """Return which of `CONTRACT_STATES` the contract is in."""
    return sa.case(
        (_is_removed(contracts), word("removed")),
        (_is_ended(contracts), word("ended")),
        (contracts.c.starts_at > NOW, word("scheduled")),
        (_is_on_hold(contracts), word("on-hold")),
        (is_paused(contracts), word("frozen")),
        else_=word("active"),
    )


# ---------------------------------------------------------------- logins


def is_enabled(logins: FromClause) -> ColumnElement[bool]:
    """Whether nobody has disabled the login, or not yet."""
    return sa.or_(logins.c.disabled_at.is_(None), logins.c.disabled_at > NOW)


# ---------------------------------------------------------------- customers


def is_member(customers: FromClause) -> ColumnElement[bool]:
    """Whether the customer holds a live contract anywhere in the network, else being a contact."""
    contracts = contract_tables.contracts.alias()
    return sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            contracts.c.network_id == customers.c.network_id,
            contracts.c.customer_id == customers.c.id,
            is_live(contracts),
        )
        .correlate(customers)
    )


def is_suspended(customers: FromClause) -> ColumnElement[bool]:
    """Whether the customer may read but not act; it changes nothing about membership."""
    return has_in_force(customer_tables.customer_suspensions, "customer_id", customers)


def is_archived(customers: FromClause, of: str = "id") -> ColumnElement[bool]:
    """Whether the customer is kept for the record only: no sign-in, no listing.

    Rows that only name one, in their column *of*, may be asked as well.
    """
    return has_in_force(customer_tables.customer_archivings, "customer_id", customers, of=of)


def has_access(customers: FromClause) -> ColumnElement[bool]:
    """Whether the customer may use the portals at all (archived ones may not either way)."""
    return has_in_force(customer_tables.customer_access, "customer_id", customers)
