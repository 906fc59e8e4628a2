"""From masks to predicates: which rows and which cells a viewer may see, as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from access import parameters
from access.mask import Cell, MaskShape, ScopeShape, Shared, TypeMask
from planning.entities import Entity, PartOf, PlanLink, TeamLink, TreeEntity
from planning.fields import Switches
from store.sql import NETWORK, VIEWER, OneOf

Predicate = ColumnElement[bool]

Guard = Predicate | None
"""The condition under which a cell is visible on a visible row; None where it always is."""

ALL_LEVELS = frozenset({"public", "logged-in", "contact", "member"})


@dataclass(frozen=True, slots=True)
class Grants:
    """The reasons for which a row, or one of its cells, is visible: it is if any holds.

    `portal` is the number of the set of locations where the portal grant does not hold, or None
    where there is no portal grant. `shared` are the pairs of reasons of a rehearsal.
    """

    portal: int | None
    own: bool
    team_roles: frozenset[str]
    permissions: frozenset[str]
    shared: frozenset[Shared] = frozenset()

    def __bool__(self) -> bool:
        return (
            self.portal is not None
            or self.own
            or bool(self.team_roles)
            or bool(self.permissions)
            or bool(self.shared)
        )

    def cover(self, others: Grants, implied: Mapping[str, frozenset[str]]) -> bool:
        """Whether wherever *others* hold, these hold too.

        *implied* tells which permissions come with which.
        """
        return (
            (others.portal is None or self.portal in (0, others.portal))
            and (self.own or not others.own)
            and ("*" in self.team_roles or self.team_roles >= others.team_roles)
            and all(
                self.permissions & implied.get(each, frozenset((each,)))
                for each in others.permissions
            )
            and all(
                any(_comes_with(mine, theirs, implied) for mine in self.shared)
                for theirs in others.shared
            )
        )


WIDEST = {"own": "", "team": "*", "portal": "0"}
"""Names of the reasons of a pair that hold wherever their like do."""


def _comes_with(mine: Shared, theirs: Shared, implied: Mapping[str, frozenset[str]]) -> bool:
    """Whether wherever the pair *theirs* holds, the pair *mine* holds too."""
    if mine.grant != theirs.grant:
        return False
    names = implied.get(theirs.name, ()) if theirs.grant == "staff" else (WIDEST[theirs.grant],)
    return (mine.name == theirs.name or mine.name in names) and (
        mine.permission in implied.get(theirs.permission, (theirs.permission,))
    )


def cell_grants(cell: Cell) -> Grants:
    """Return the reasons for which the field is visible on a row."""
    portal = cell.hidden if cell.portal else None
    return Grants(portal, cell.own, cell.team_roles, cell.permissions, cell.shared)


def row_grants(type_mask: TypeMask) -> Grants:
    """Return the reasons for which a row is visible: those of any of its cells."""
    cells = [cell for cell in type_mask.cells.values() if cell]
    return Grants(
        portal=type_mask.rows_hidden if any(cell.portal for cell in cells) else None,
        own=any(cell.own for cell in cells),
        team_roles=frozenset().union(*(cell.team_roles for cell in cells)),
        permissions=frozenset().union(*(cell.permissions for cell in cells)),
        shared=frozenset().union(*(cell.shared for cell in cells)),
    )


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
        return [_of_team(self.entity, row, team), *self._presented(row)]

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
        conditions = list(_scope(entity.name, rules.scope, location, self.since))
        if hidden:
            name = parameters.hidden_parameter(entity.name, hidden, since=self.since)
            conditions.append(sa.not_(OneOf(location, name)))
        if entity.published is not None:
            conditions += _given(entity.published(row, self.switches))
        if entity.audience is not None and rules.levels is not None:
            conditions += _audience(row.c[entity.audience], rules.levels)
        if entity.plans is not None and rules.plans is not None:
            conditions.append(_plans(entity.plans, row, has_plans=rules.plans))
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


def _scope(
    type_name: str, shape: ScopeShape, location: ColumnElement[Any], since: str
) -> Iterable[Predicate]:
    match shape:
        case ScopeShape.NOWHERE:
            yield sa.false()
        case ScopeShape.ONE:
            name = parameters.place_parameter(type_name, since=since)
            yield location == sa.bindparam(name, type_=sa.Text())
        case ScopeShape.SEVERAL:
            yield OneOf(location, parameters.scope_parameter(type_name, since=since))
        case ScopeShape.NETWORK:
            pass  # every record of the network: its key is asked anyway


def _audience(column: ColumnElement[Any], levels: frozenset[str]) -> list[Predicate]:
    if levels >= ALL_LEVELS:
        return []
    if not levels:
        return [sa.false()]
    return [column.in_([sa.literal_column(f"'{level}'") for level in sorted(levels)])]


def _plans(link: PlanLink, row: NamedFromClause, *, has_plans: bool) -> Predicate:
    """Return that the record is restricted to no plan, or to one that the viewer can use.

    Written as values, and not with EXISTS: PostgreSQL would read the plans of all records there
    are, rather than look up those of each record on a page.
    """
    table = link.table.alias()
    of_record = sa.and_(table.c.network_id == NETWORK, table.c[link.record] == row.c.id)
    unrestricted = _any_plan(table, row, of_record).is_(None)
    if not has_plans:
        return unrestricted
    usable = OneOf(table.c.plan_id, "usable_plans")
    return sa.or_(unrestricted, _any_plan(table, row, of_record, usable).is_not(None))


def _any_plan(
    table: NamedFromClause, row: NamedFromClause, *conditions: Predicate
) -> ColumnElement[Any]:
    found = sa.select(table.c.plan_id).where(*conditions).limit(sa.literal_column("1"))
    return found.correlate(row).scalar_subquery()


def _of_visible(whole: Rules, part_of: PartOf, row: NamedFromClause) -> Predicate:
    """Return that what the record is a part of is visible itself."""
    other = whole.entity.table.alias(f"{row.name}_whole")
    one: ColumnElement[Any] = sa.literal_column("1")
    found = sa.select(one).where(
        *whole.visible(other), other.c.id == row.c[part_of.column]
    )
    return sa.exists(found.correlate(row))


def _of_team(entity: Entity, row: NamedFromClause, parameter: str) -> Predicate:
    if isinstance(entity.team, TeamLink):
        return entity.team.condition(row, parameter)
    assert entity.team is not None, f"{entity.name} names no team"
    return OneOf(row.c[entity.team], parameter)


def _given(condition: Predicate | None) -> list[Predicate]:
    return [] if condition is None else [condition]


__all__ = [
    "Grants", "Guard", "Predicate", "Reason", "Rules", "cell_grants", "guard_of", "guarded",
    "row_grants",
]
