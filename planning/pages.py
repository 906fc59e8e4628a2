"""Connections: a page of records, the cursors around it, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause, Select, Subquery

from planning import code, records
from planning.asking import PageShape
from planning.build import Build, Path
from planning.code import Code
from planning.costs import Cost, of_count
from planning.entities import Entity
from planning.fields import Pages
from planning.filters import filter_by
from planning.levels import Level
from planning.nested import nested_rows
from planning.or_expansion import Search, expanded_rows, is_expanded
from planning.orders import Order, order_of
from planning.page_answers import PageAnswer
from planning.problems import Complaint
from planning.row_rules import Reason
from planning.rows import Rows
from planning.selections import Selected
from store.sql import NETWORK, Unindexed

COUNTS = frozenset({"totalCount", "totalCountIsExact"})
WITHOUT_ROWS = COUNTS | {"__typename"}


@dataclass(frozen=True, slots=True)
class Page:
    """A connection that is being planned: its arguments, its order and what was selected."""

    build: Build
    field: Pages
    entity: Entity
    prefix: str
    asked: PageShape
    order: Order
    selected: list[Selected]
    path: Path
    outer: NamedFromClause | None
    guard: ColumnElement[bool] | None

    @property
    def counted(self) -> bool:
        """Whether the answer says how many records there are."""
        return any(each.name in COUNTS for each in self.selected)

    @property
    def listed(self) -> bool:
        """Whether the answer takes any of the records, and not their number alone."""
        return not self.counted or any(each.name not in WITHOUT_ROWS for each in self.selected)

    @property
    def expanded(self) -> bool:
        """Whether each reason for a row has to be searched by an index of its own."""
        return self.outer is None and is_expanded(self.build.rules(self.entity))

    @property
    def answer(self) -> PageAnswer:
        """What the page's rows, and their number, become."""
        return PageAnswer(
            self.build, self.entity, self.prefix, self.asked, self.order, self.selected, self.path
        )

    def conditions(
        self, row: NamedFromClause, reason: Reason | None = None
    ) -> list[ColumnElement[bool]]:
        """Return what a record must meet to be in the list, on whatever page, for one *reason*."""
        rules = self.build.rules(self.entity)
        conditions = rules.visible(row) if reason is None else rules.there(row) + reason.conditions
        if self.outer is not None and self.field.foreign is not None:
            conditions.append(row.c[self.field.foreign] == self.outer.c[self.field.local])
        if self.field.condition is not None:
            condition = self.field.condition(row, self.build.mask.switches)
            conditions += [] if condition is None else [condition]
        if self.guard is not None:
            conditions.append(self.guard)
        filtered = filter_by(self.build, rules, row, self.asked.filters, self.prefix)
        assert not isinstance(filtered, Complaint), "complaints are found before"
        return conditions + filtered

    def count(self) -> ColumnElement[int]:
        """Return how many records are in the list, one more than the bound at the most."""
        most = self.build.count_bound + 1
        bound: ColumnElement[Any] = sa.literal_column(str(most))
        if self.expanded:
            ids = self._expanded(lambda row, _: sa.select(row.c.id).limit(bound), most=most)
            bounded = sa.select(ids).limit(bound).subquery()
            return sa.select(sa.func.count()).select_from(bounded).scalar_subquery()
        row = self.build.alias(self.entity)
        one: ColumnElement[Any] = sa.literal_column("1").label("one")
        found: Select[Any] = sa.select(one).select_from(row)
        found = found.where(*self.conditions(row))
        if self.outer is not None:
            found = found.correlate(self.outer)
        bounded = found.limit(bound).subquery()
        return sa.select(sa.func.count()).select_from(bounded).scalar_subquery()

    def cost(self, level: Level) -> list[Cost]:
        """Return what the page on *level* costs, and the count beside it."""
        page = level.cost(f"{self.prefix}_limit")
        return [page, of_count(self.build.count_bound)] if self.counted else [page]

    def write(self, level: Level) -> tuple[Select[Any], str]:
        """Fill *level*; return its select and the name of the function that assembles it."""
        found = None
        if self.expanded:
            found = self._expanded(self._keys, most=self.build.page_size + 1)
            level.among(found, found.c.id == level.row.c.id)
            level.conditions.append(level.row.c.network_id == NETWORK)
        else:
            level.conditions += self.conditions(level.row)
        body = self.answer.of_rows(level)
        level.add((level.row.name, "id"), level.row.c.id)
        arguments = ["run", "rows", "count"] if self.counted else ["run", "rows"]
        function = self.build.module.define(f"page_{level.number}", arguments, body)
        if found is None:
            columns = self.order.columns(level.row)
            select = self.order.after(level.select(), columns, self.asked, self.prefix)
        else:
            select, columns = level.select(), list(found.c)
        return self.order.page(select, columns, self.asked, self.prefix), function

    def number(self) -> str:
        """Return the name of the function that makes an answer without records of their number."""
        body = self.answer.of_number()
        return self.build.module.define(f"number_{self.prefix}", ["count"], body)

    def _keys(self, row: NamedFromClause, reason: Reason) -> Select[Any]:
        """Return the page of what is sorted by, and the ids, of the rows of one reason."""
        columns = self.order.columns(row)
        select = self.order.after(sa.select(*columns), columns, self.asked, self.prefix)
        if reason.selective:
            columns = [Unindexed(column) for column in columns]
        return self.order.page(select, columns, self.asked, self.prefix)

    def _expanded(self, search: Search, *, most: int) -> Subquery:
        """Return what *search* finds among the records of each reason, *most* of each."""
        return expanded_rows(
            self.build.rules(self.entity),
            lambda: self.build.alias(self.entity),
            lambda row, reason: search(row, reason).where(*self.conditions(row, reason)),
            most=most,
        )


def plan_page(
    build: Build,
    field: Pages,
    asked: Selected,
    path: Path,
    *,
    outer: NamedFromClause | None = None,
    guard: ColumnElement[bool] | None = None,
) -> Page | None:
    """Return the connection to be planned; None where it stays null, with the reason noted."""
    if build.closed(field.target, path):
        return None
    entity = build.entity(field.target)
    prefix, given = build.asked(asked)
    shape = given.shape
    assert isinstance(shape, PageShape)
    if shape.complaint is not None:
        build.complain(path, shape.complaint)
        return None
    rules = build.rules(entity)
    order = order_of(rules, shape)
    problem = order if isinstance(order, Complaint) else None
    checked = filter_by(build, rules, build.alias(entity), shape.filters, prefix)
    problem = problem or (checked if isinstance(checked, Complaint) else None)
    if problem is not None:
        build.complain(path, problem)
        return None
    assert isinstance(order, Order)
    selected = records.selected_on(build, f"{entity.name}Connection", asked)
    return Page(build, field, entity, prefix, shape, order, selected, path, outer, guard)


def nested(
    build: Build,
    level: Level,
    row: NamedFromClause,
    field: Pages,
    guard: ColumnElement[bool] | None,
    asked: Selected,
    path: Path,
) -> Code:
    """Return a connection below a record: nested rows, and their number in the same row."""
    page = plan_page(build, field, asked, path, outer=row, guard=guard)
    if page is None:
        return code.constant(None)
    if not page.listed:
        level.below.append(of_count(build.count_bound))
        number = level.add((row.name, "#", path), page.count())
        return code.call(page.number(), code.name(number))
    inner = build.level(page.entity)
    select, function = page.write(inner)
    level.below += page.cost(inner)
    rows = Rows(select.correlate(row), inner.columns)
    variable = level.add((row.name, "[]", path), rows)
    arguments = [code.name("run"), nested_rows(build, level, variable)]
    if page.counted:
        arguments.append(code.name(level.add((row.name, "#", path), page.count())))
    return code.call(function, *arguments)
