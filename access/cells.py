"""One field's grants, for one viewer state at one portal."""

from __future__ import annotations

from access.denials import Route, own_way, refusal, way_to, way_to_exempt
from access.in_force import FieldInForce, InForce, TypeInForce
from access.levels import HOME_SCOPES, Level
from access.mask import Cell, Code
from access.projection import NONE, Projection
from access.shape import TypeShape

NOWHERE: frozenset[str] = frozenset()
UNLISTED = Cell(code=Code.NOT_ALLOWED)


class CellMaker:
    """Makes the cells of one type; numbers the sets of locations that hide fields as they come."""

    def __init__(
        self,
        shape: TypeShape,
        rule: TypeInForce,
        rules: InForce,
        who: Projection,
        places: frozenset[str],
    ) -> None:
        self.rule = rule
        self.rules = rules
        self.who = who
        self.places = places
        self.exempt = shape.exempt
        self.sets: list[frozenset[str]] = [NOWHERE]
        self.way = way_to(rule.rule.section, rules, who)
        self.exempt_way = way_to_exempt(rule.rule.section, rules, who)
        self.own_way = own_way(rules)
        self.is_own_open = self.own_way.admits(who.truth)

    def cell(self, name: str) -> Cell:
        """Return the grants of the field *name*, or why there is none."""
        field = self.rule.fields.get(name)
        if field is None:
            return UNLISTED
        hiding = self.places.intersection(self.rule.hidden.get(name, ()))
        portal = any(way.admits(self.who.truth) for way in self.portal_ways(name, field))
        cell = Cell(
            portal=portal,
            hidden=self.number(hiding) if portal else 0,
            own=field.own and self.is_own_open,
            team_roles=self.roles(field) if self.is_own_open else NONE,
            permissions=field.permissions & self.who.permissions,
        )
        return cell or Cell(code=refusal(self.ways(name, field), self.who, self.rules.levels))

    def number(self, places: frozenset[str]) -> int:
        """Return the number of a set of locations that hide a field; the empty one has 0."""
        if places not in self.sets:
            self.sets.append(places)
        return self.sets.index(places)

    def roles(self, field: FieldInForce) -> frozenset[str]:
        """Return the roles that show the field and that the viewer has in some team."""
        return field.team_roles & self.who.roles

    def portal_ways(self, name: str, field: FieldInForce) -> list[Route]:
        """Return the ways on which the portal shows the field; none if nobody is shown it.

        A scope that looks at the viewer's home is empty for whoever is not signed in: the way then
        leads through signing in.
        """
        hiding = self.rule.hidden.get(name, {}).keys()
        if not field.tests or (self.places and self.places <= hiding):
            return []
        way = self.exempt_way if name in self.exempt else self.way
        if self.places:
            return [way.through(field.tests)]
        if self.who.profile or not HOME_SCOPES & {*self.rule.scope}:
            return []
        return [way.through(field.tests, self.rules.levels.level(Level.LOGGED_IN))]

    def ways(self, name: str, field: FieldInForce) -> list[Route]:
        """Return every way on which a change of the viewer's state could show them the field.

        Staff's permissions are none: what is staff's alone is never explained to others.
        """
        ways = self.portal_ways(name, field)
        if field.own:
            ways.append(self.own_way)
        if field.team_roles and (not self.who.profile or self.roles(field)):
            ways.append(self.own_way)
        return ways
