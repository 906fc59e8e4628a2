"""The vocabulary of the tables: every row belongs to a network, and its key begins with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

from store.sql import Instant, Text

LEVELS = ("public", "logged-in", "contact", "member")
"""The audiences that a record may name for itself."""

SHARED = "shared"
"""Stands in the `info` of tables whose key does not begin with the network."""


def _columns(rule: Any, table: sa.Table) -> str:
    """Name the columns that tell one key or index of *table* from another."""
    names = [column.name for column in rule.columns]
    return "_".join(name for name in names if name not in ("network_id", "id")) or table.name


metadata = sa.MetaData(
    naming_convention={
        "columns": _columns,
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(columns)s",
        "uq": "uq_%(table_name)s_%(columns)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(columns)s",
    }
)

Items = SchemaItem | Sequence[SchemaItem]


def network_table(name: str, *items: Items) -> sa.Table:
    """Declare a table of records: its key is the network and an id that the application gives."""
    return sa.Table(
        name,
        metadata,
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        *_flat(items),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )


def shared_table(name: str, *items: Items) -> sa.Table:
    """Declare a table of what all networks share, as they share the policies; it stays small."""
    return sa.Table(name, metadata, *_flat(items), info={SHARED: True})


def link_table(name: str, left: tuple[str, str], right: tuple[str, str]) -> sa.Table:
    """Declare pairs of records, each end a column and its table; the pair is the key."""
    return sa.Table(
        name,
        metadata,
        sa.Column("network_id", Text(), nullable=False),
        *_key_to(*left),
        *_key_to(*right),
        sa.PrimaryKeyConstraint("network_id", left[0], right[0]),
        sa.Index(None, "network_id", right[0], left[0]),
        sqlite_with_rowid=False,
    )


def _flat(items: Iterable[Items]) -> list[SchemaItem]:
    flat: list[SchemaItem] = []
    for item in items:
        flat.extend([item] if isinstance(item, SchemaItem) else item)
    # Columns go first, since a key or an index looks for the columns that it names.
    return sorted(flat, key=lambda item: not isinstance(item, sa.Column))


# ---------------------------------------------------------------- columns


def text(name: str, *, null: bool = False) -> sa.Column[str]:
    """Text, compared byte by byte."""
    return sa.Column(name, Text(), nullable=null)


def folded(name: str) -> list[SchemaItem]:
    """Text that lists sort, filter or search by, and its folded companion; '' where there is none.

    The companion holds `store.folding.fold(text)`; both are NOT NULL, so that a list has one order.
    """
    return [text(name), text(f"{name}_folded")]


def number(name: str, *, null: bool = False, least: int | None = 0) -> list[SchemaItem]:
    """A whole number, by default not negative."""
    column = sa.Column(name, sa.Integer(), nullable=null)
    return [column] if least is None else [column, check(name, f"{name} >= {least}")]


def instant(name: str, *, null: bool = False) -> sa.Column[object]:
    """A moment in UTC, to the second."""
    return sa.Column(name, Instant(), nullable=null)


def day(name: str, *, null: bool = False) -> sa.Column[object]:
    """A date as the location's calendar shows it."""
    return sa.Column(name, sa.Date(), nullable=null)


def flag(name: str, default: bool) -> sa.Column[bool]:
    """Yes or no, and what it is where a row says neither."""
    return sa.Column(
        name, sa.Boolean(), nullable=False, server_default=sa.true() if default else sa.false()
    )


def money(name: str, *, null: bool = False) -> sa.Column[int]:
    """An amount in the minor unit of the row's currency."""
    return sa.Column(name, sa.BigInteger(), nullable=null)


def currency(*, null: bool = False) -> list[SchemaItem]:
    """The ISO 4217 code that the row's amounts are in."""
    return [text("currency", null=null), check("currency", "length(currency) = 3")]


def choice(name: str, values: Sequence[str], *, null: bool = False) -> list[SchemaItem]:
    """Text out of a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return [text(name, null=null), check(name, f'"{name}" IN ({listed})')]


def audience(*, null: bool = False) -> list[SchemaItem]:
    """The level that a record asks of who sees it (or, for locked types, of who uses it)."""
    return choice("audience", LEVELS, null=null)


# ---------------------------------------------------------------- keys, rules and indexes


def reference(
    column: str, target: str, *, null: bool = False, then: Sequence[str] = ()
) -> list[SchemaItem]:
    """A key to a record of *target* in the same network, indexed in the order *then*, id."""
    return [*_key_to(column, target, null=null), sa.Index(None, "network_id", column, *then, "id")]


def _key_to(column: str, target: str, *, null: bool = False) -> list[SchemaItem]:
    return [
        sa.Column(column, sa.BigInteger(), nullable=null),
        sa.ForeignKeyConstraint(["network_id", column], [f"{target}.network_id", f"{target}.id"]),
    ]


def located(*, sort: Sequence[str] = ()) -> list[SchemaItem]:
    """The location that the record belongs to, and an index for each order that a list may have.

    Each column of *sort* gets two: for a page of one location, and for a page of the network.
    """
    return [
        text("location_id"),
        sa.Index(None, "network_id", "location_id", "id"),
        *(sa.Index(None, "network_id", "location_id", column, "id") for column in sort),
        *(sa.Index(None, "network_id", column, "id") for column in sort),
    ]


def dated() -> list[SchemaItem]:
    """What holds from a moment until another, half-open; who said so, and why."""
    return [
        instant("from_at"),
        instant("until_at", null=True),
        text("by_whom"),
        text("why"),
        check("ends_after_start", "until_at >= from_at"),
    ]


def check(name: str, rule: str) -> sa.CheckConstraint:
    """A rule that every row keeps."""
    return sa.CheckConstraint(rule, name=name)


def unique(*columns: str) -> sa.UniqueConstraint:
    """No two rows of a network agree in all of *columns*."""
    return sa.UniqueConstraint("network_id", *columns)
