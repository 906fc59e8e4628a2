"""From masks to predicates: which rows and which cells a viewer may see, as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from access import parameters
from access.mask import Cell, MaskShape, Shared, TypeMask
from planning.entities import Entity, PartOf, TreeEntity
from planning.fields import Switches
from planning.grants import Grants, cell_grants, row_grants
from planning.row_conditions import Predicate, for_audience, for_plans, in_scope, of_team
from store.sql import NETWORK, VIEWER, OneOf

Guard = Predicate | None
"""The condition under which a cell is visible on a visible row; None where it always is."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for which a row is visible: predicates, joined with AND.

    Where it is *selective* an index finds its rows, few whatever else there is: one's teams'.
    """

    conditions: list[Predicate]
    selective: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """One entity's row rules under one mask, ready to be written for any alias of its table.

    *whole* are the rules of what its records are parts of. In a rehearsal of the past *today* are
    those that the portal grant has to meet besides; their parameters' names begin with *since*.
    """

    entity: Entity
    mask: TypeMask
    switches: Switches
    implied: Mapping[str, frozenset[str]]
    whole: Rules | None = None
    today: Rules | None = None
    since: str = ""

    @classmethod
    def under(
        cls,
        entity: Entity,
        mask: MaskShape,
        entities: Mapping[str, Entity | TreeEntity],
        *,
        since: str = "",
    ) -> Rules:
        """Return the rules of *entity* under *mask*; *entities* has what it may be a part of."""
        whole = today = None
        if mask.today is not None:
            today = cls.under(entity, mask.today, entities, since=parameters.TODAY)
        if entity.part_of is not None:
            target = entities[entity.part_of.target]
            assert isinstance(target, Entity), f"{target.name} has no table"
            whole = cls.under(target, mask, entities, since=since)
        type_mask = mask.types[entity.name]
        return cls(entity, type_mask, mask.switches, mask.implied, whole, today, since)

    @property
    def rows(self) -> Grants:
        """The reasons for which a row is visible at all."""
        return row_grants(self.mask)

    def cell(self, name: str) -> Grants:
        """The reasons for which the field *name* is visible; none where no row could show it."""
        return cell_grants(self.mask.cells.get(name, Cell()))

    def covered(self, name: str) -> bool:
        """Whether every visible row shows the field, so that nothing about the row is asked."""
        return self.cell(name).cover(self.rows, self.implied)

    def visible(self, row: NamedFromClause) -> list[Predicate]:
        """Return what a row must meet to be visible, to be joined with AND."""
        return [*self.there(row), *self.holds(self.rows, row)]

    def there(self, row: NamedFromClause) -> list[Predicate]:
        """Return what a row must meet whatever the reason: it is the network's, and exists."""
        conditions = [row.c.network_id == NETWORK]
        if self.entity.exists is not None:
            conditions += _given(self.entity.exists(row, self.switches))
        return conditions

    def reasons(self, row: NamedFromClause) -> list[Reason]:
        """Return the reasons for which a row is visible, one of which has to hold."""
        return list(self._reasons(self.rows, row))

    def holds(self, grants: Grants, row: NamedFromClause) -> list[Predicate]:
        """Return predicates, joined with AND, that say that one of *grants* holds on *row*."""
        reasons = list(self._reasons(grants, row))
        if not reasons:
            return [sa.false()]
        if len(reasons) == 1:
            return reasons[0].conditions
        return [sa.or_(*(sa.and_(sa.true(), *reason.conditions) for reason in reasons))]

    def _reasons(self, grants: Grants, row: NamedFromClause) -> Iterable[Reason]:
        if grants.portal is not None:
            bound = self.today.portal(0, row) if self.today is not None else []
            yield Reason([*self.portal(grants.portal, row), *bound])
        if grants.own and self.entity.owner is not None:
            yield Reason(self._own(row))
        for role in sorted(grants.team_roles):
            yield Reason(self._team(role, row), selective=isinstance(self.entity.team, str))
        for permission in sorted(grants.permissions):
            yield Reason(self._staff(permission, row))
        for pair in sorted(grants.shared):
            held = parameters.previewer_parameter(pair.permission)
            place = OneOf(row.c[self.entity.location], held)
            yield Reason([*self._personal(pair, row), place])

    def _personal(self, pair: Shared, row: NamedFromClause) -> list[Predicate]:
        """Return the reason of whoever is rehearsed."""
        match pair.grant:
            case "own" if self.entity.owner is not None:
                return self._own(row)
            case "team":
                return self._team(pair.name, row)
            case "staff":
                return self._staff(pair.name, row)
            case "portal":
                return self.portal(int(pair.name), row)
        return [sa.false()]

    def _own(self, row: NamedFromClause) -> list[Predicate]:
        assert self.entity.owner is not None, f"{self.entity.name} names no owner"
        return [row.c[self.entity.owner] == VIEWER, *self._presented(row)]

    def _team(self, role: str, row: NamedFromClause) -> list[Predicate]:
        team = parameters.teams_parameter(role)
        return [of_team(self.entity, row, team), *self._presented(row)]

    def _staff(self, permission: str, row: NamedFromClause) -> list[Predicate]:
        name = parameters.staff_parameter(permission)
        return [OneOf(row.c[self.entity.location], name)]

    def _presented(self, row: NamedFromClause) -> list[Predicate]:
        given = self.entity.presented
        return [] if given is None else _given(given(row, self.switches))

    def portal(self, hidden: int, row: NamedFromClause) -> list[Predicate]:
        """Return what the portal grant asks of a row; *hidden* is the number of a set of places."""
        entity, rules = self.entity, self.mask.rows
        location = row.c[entity.location]
        conditions = list(in_scope(entity.name, rules.scope, location, self.since))
        if hidden:
            name = parameters.hidden_parameter(entity.name, hidden, since=self.since)
            conditions.append(sa.not_(OneOf(location, name)))
        if entity.published is not None:
            conditions += _given(entity.published(row, self.switches))
        if entity.audience is not None and rules.levels is not None:
            conditions += for_audience(row.c[entity.audience], rules.levels)
        if entity.plans is not None and rules.plans is not None:
            conditions.append(for_plans(entity.plans, row, has_plans=rules.plans))
        if self.whole is not None and entity.part_of is not None:
            conditions.append(_of_visible(self.whole, entity.part_of, row))
        return conditions


def guard_of(rules: Rules, name: str, row: NamedFromClause) -> Guard:
    """Return the condition under which the cell is visible on a visible row."""
    if rules.covered(name):
        return None
    return sa.and_(sa.true(), *rules.holds(rules.cell(name), row))


def guarded(guard: Guard, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the value that the viewer sees: NULL where the cell is hidden."""
    return column if guard is None else sa.case((guard, column))


def _of_visible(whole: Rules, part_of: PartOf, row: NamedFromClause) -> Predicate:
    """Return that what the record is a part of is visible itself."""
    other = whole.entity.table.alias(f"{row.name}_whole")
    one: ColumnElement[Any] = sa.literal_column("1")
    found = sa.select(one).where(
        *whole.visible(other), other.c.id == row.c[part_of.column]
    )
    return sa.exists(found.correlate(row))


def _given(condition: Predicate | None) -> list[Predicate]:
    return [] if condition is None else [condition]
