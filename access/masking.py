"""Making a mask: the rules in force at a portal, asked with a viewer's state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from access.canonical import digest, digest_of_names
from access.cells import CellMaker
from access.denials import first_named, refusal, way_to
from access.frozen import FrozenDict
from access.implications import implied_permissions
from access.in_force import InForce, TypeInForce
from access.interning import Interned
from access.levels import SECTIONS, Level, Scope
from access.mask import Cell, Code, Mask, MaskShape, RowRules, ScopeShape, TypeMask
from access.projection import Projection
from access.shape import GraphShape, TypeShape

NOWHERE: frozenset[str] = frozenset()
NO_SETS: tuple[frozenset[str], ...] = (NOWHERE,)
UNSEEN = Cell(code=Code.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class MaskMaker:
    """Makes the masks of one viewer state at one portal, and shares the shapes of all."""

    graph: GraphShape
    rules: InForce
    who: Projection
    interned: Interned

    def make(self) -> Mask:
        """Return the mask."""
        types: dict[str, TypeMask] = {}
        locations: dict[str, frozenset[str]] = {}
        hidden: dict[str, tuple[frozenset[str], ...]] = {}
        for name, shape in self.graph.types.items():
            rule = self.rules.types.get(name)
            if rule is None:
                mask, places, sets = _unlisted(shape), NOWHERE, NO_SETS
            else:
                mask, places, sets = self.of_type(shape, rule)
            types[name] = self.interned.type_mask(mask)
            locations[name], hidden[name] = places, sets
        shape_of_all = self.interned.shape(
            MaskShape(
                FrozenDict(types), self.rules.switches, implied_permissions(self.rules.roles)
            )
        )
        sections = self.sections()
        portal = self.rules.portal.id
        return Mask(
            shape=shape_of_all.shape,
            portal=portal,
            locations=FrozenDict(locations),
            hidden=FrozenDict(hidden),
            sections=FrozenDict(sections),
            key=digest(
                shape_of_all.digest,
                portal,
                {name: digest_of_names(places) for name, places in locations.items()},
                {name: [*map(digest_of_names, sets)] for name, sets in hidden.items()},
                sections,
            )[:12],
            levels=self.levels(),
        )

    def of_type(
        self, shape: TypeShape, rule: TypeInForce
    ) -> tuple[TypeMask, frozenset[str], tuple[frozenset[str], ...]]:
        """Return a type's mask, the locations in scope, and the sets that hide fields."""
        places = self.scope(rule)
        maker = CellMaker(shape, rule, self.rules, self.who, places)
        cells = {name: maker.cell(name) for name in sorted(shape.listable)}
        hiding = [maker.sets[cell.hidden] for cell in cells.values() if cell.portal]
        nothing_left = frozenset.intersection(*hiding) if hiding else NOWHERE
        seen = any(cells.values())
        mask = TypeMask(
            cells=FrozenDict(cells),
            rows=self.row_rules(shape, rule, places),
            rows_hidden=maker.number(nothing_left),
            section=rule.rule.section,
            code=None if seen else _least(cells.values()),
            filterable=rule.rule.filterable,
            sortable=rule.rule.sortable,
        )
        return mask, places, tuple(maker.sets)

    def scope(self, rule: TypeInForce) -> frozenset[str]:
        """Return the locations whose records this portal shows this viewer."""
        return self.rules.tree.places(rule.scope, self.rules.portal.id, self.who.home)

    def row_rules(self, shape: TypeShape, rule: TypeInForce, places: frozenset[str]) -> RowRules:
        """Return which records the portal grant shows."""
        looked_at = rule.rule.from_record and not rule.rule.lock
        return RowRules(
            scope=self.scope_shape(rule, places),
            levels=self.levels() if looked_at and shape.audience else None,
            plans=self.who.usable if looked_at and shape.plans else None,
        )

    def scope_shape(self, rule: TypeInForce, places: frozenset[str]) -> ScopeShape:
        """Return how many locations *places* are.

        The whole network is what the scope `network` says, and no list that happens to be as
        long: a record of a place that has left the tree is in no list.
        """
        if Scope.NETWORK in rule.scope:
            return ScopeShape.NETWORK
        if not places:
            return ScopeShape.NOWHERE
        return ScopeShape.ONE if len(places) == 1 else ScopeShape.SEVERAL

    def levels(self) -> frozenset[str]:
        """Return the levels that this viewer passes, as records name them."""
        table = self.rules.levels
        return frozenset(level.value for level in Level if self.who.truth & table.level(level))

    def sections(self) -> Mapping[str, Code | None]:
        """Say of each section whether it is open, and if not, why."""
        return {
            section: refusal([way_to(section, self.rules, self.who)], self.who, self.rules.levels)
            for section in SECTIONS
        }


def _least(cells: Iterable[Cell]) -> Code | None:
    """Return the code that is named first, of those of *cells*."""
    return first_named(cell.code for cell in cells if isinstance(cell.code, Code))


def _unlisted(shape: TypeShape) -> TypeMask:
    """The mask of a type that no file lists: nobody sees anything of it."""
    return TypeMask(
        cells=FrozenDict(dict.fromkeys(sorted(shape.listable), UNSEEN)),
        rows=RowRules(ScopeShape.NOWHERE, None, None),
        rows_hidden=0,
        section=None,
        code=Code.NOT_ALLOWED,
        filterable=frozenset(),
        sortable=frozenset(),
    )
