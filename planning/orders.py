"""The order of a list: one readable field and the id after it, compared as one row value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause, Select

from planning import problems
from planning.asking import PageShape
from planning.entities import Entity
from planning.fields import Column
from planning.levels import plain_type
from planning.problems import Complaint
from planning.row_rules import Rules

BY_ID = "id"


@dataclass(frozen=True, slots=True)
class Order:
    """A field and a direction; the field `id` stands for the id alone."""

    entity: Entity
    field: str
    descending: bool

    @property
    def mark(self) -> tuple[str, str, bool]:
        """What a cursor is bound to."""
        return (self.entity.name, self.field, self.descending)

    def key(self, row: NamedFromClause) -> ColumnElement[Any]:
        """The column that sorts."""
        if self.field == BY_ID:
            return row.c.id
        binding = self.entity.fields[self.field]
        assert isinstance(binding, Column), f"{self.field} has no column"
        return row.c[binding.folded or binding.name]

    def columns(self, row: NamedFromClause) -> list[ColumnElement[Any]]:
        """Return the columns that sort, the id the last."""
        return [row.c.id] if self.field == BY_ID else [self.key(row), row.c.id]

    def after(
        self,
        select: Select[Any],
        columns: Sequence[ColumnElement[Any]],
        asked: PageShape,
        prefix: str,
    ) -> Select[Any]:
        """Return *select* from the cursor on, if there is one, in the order of *columns*."""
        if asked.cursor is None:
            return select
        names = [f"{prefix}_key", f"{prefix}_id"][-len(columns) :]
        edge = [
            sa.bindparam(name, type_=plain_type(column))
            for name, column in zip(names, columns, strict=True)
        ]
        here, there = sa.tuple_(*columns), sa.tuple_(*edge)
        return select.where(here < there if self._falls(asked) else here > there)

    def page(
        self,
        select: Select[Any],
        columns: Sequence[ColumnElement[Any]],
        asked: PageShape,
        prefix: str,
    ) -> Select[Any]:
        """Return *select* in the order of *columns*, as long as asked for."""
        falls = self._falls(asked)
        select = select.order_by(*(each.desc() if falls else each.asc() for each in columns))
        return select.limit(sa.bindparam(f"{prefix}_limit", type_=sa.Integer()))

    def _falls(self, asked: PageShape) -> bool:
        """Whether the rows are fetched from the greatest down."""
        return self.descending is not asked.backward


def order_of(rules: Rules, asked: PageShape) -> Order | Complaint:
    """Return the order that a list has for this viewer; what is not readable cannot sort it."""
    entity = rules.entity
    if asked.order is not None:
        field, descending = asked.order
        if not may_sort(rules, field):
            message = f"The list cannot be ordered by `{field}`."
            return Complaint(problems.FIELD_NOT_READABLE, message, f"{entity.name}.{field}")
        order = Order(entity, field, descending)
    else:
        field = next((each for each in entity.sort if may_sort(rules, each)), BY_ID)
        order = Order(entity, field, entity.descending and field != BY_ID)
    if asked.cursor is not None and asked.cursor != order.mark:
        return Complaint(problems.BAD_CURSOR, "The cursor is not one of this list.")
    return order


def may_sort(rules: Rules, field: str) -> bool:
    """Whether a list may be ordered by *field*: allowed, and readable on every record."""
    return (
        field in rules.entity.sort
        and field in rules.mask.sortable
        and bool(rules.cell(field))
        and rules.covered(field)
    )
