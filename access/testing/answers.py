"""What policies answer the people of a test. Nothing is decided here that masks do not decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from access.bounds import bounds_of, freezes_in_use
from access.cells import CellMaker
from access.decision import Decision
from access.in_force import InForce
from access.interning import Interned
from access.levels import ANY_ROLE
from access.mask import Cell
from access.masking import MaskMaker
from access.policy_set import PolicySet
from access.testing.cases import About, Case, Expectation, Record, Refused, Set
from access.viewer import Viewer
from documents.places import Problem


@dataclass(frozen=True)
class Asked:
    """Policies, asked at the place and the moment of one test."""

    policies: PolicySet
    case: Case
    _makers: dict[tuple[str, Viewer], CellMaker] = field(default_factory=dict, compare=False)

    @cached_property
    def rules(self) -> InForce:
        """The rules in force there and then."""
        return self.policies.rules_at(self.case.portal, self.case.now)

    def holders(self, expectation: Expectation) -> frozenset[str]:
        """Return the people who have what *expectation* is about."""
        people = self.case.people.items()
        return frozenset(name for name, viewer in people if self.has(expectation, viewer))

    def has(self, expectation: Expectation, viewer: Viewer) -> bool:
        """Tell whether *viewer* has what *expectation* is about."""
        if expectation.about is About.SEES:
            return self.sees(expectation, viewer)
        return bool(self.decision(expectation, viewer))

    def decision(self, expectation: Expectation, viewer: Viewer) -> Decision:
        """Return the policies' own decision; for a field, whether some record shows it."""
        portal, now = self.case.portal, self.case.now
        name, record = str(expectation.name), expectation.record
        match expectation.about:
            case About.OPENS:
                return self.policies.section(name, viewer, portal, now)
            case About.DOES:
                return self.policies.decide(name, viewer, portal, now)
            case About.USES if record is not None:
                return self.admitted(record, viewer)
        assert expectation.field is not None, "a record alone is no question"
        return self.policies.explain_field(*expectation.field, viewer, portal, now)

    def admitted(self, record: Record, viewer: Viewer) -> Decision:
        """Decide whether the record's own audience and plans admit *viewer*."""
        portal, now = self.case.portal, self.case.now
        return self.policies.record(record.type, record.level, record.plans, viewer, portal, now)

    # ------------------------------------------------------------ cells

    def sees(self, expectation: Expectation, viewer: Viewer) -> bool:
        """Tell whether a field is shown: on the record that is named, else on any."""
        type_name, names = self.fields(expectation)
        if type_name not in self.rules.types:
            return False
        maker = self.maker(type_name, viewer)
        cells = [maker.cell(name) for name in names]
        if expectation.record is None:
            return any(cells)
        shown = Shown(self, expectation.record, viewer, maker)
        return any(shown.holds(cell) for cell in cells if cell)

    def fields(self, expectation: Expectation) -> tuple[str, list[str]]:
        """Return the field that is meant, with its type; all fields where a record is."""
        if expectation.field is not None:
            return expectation.field[0], [expectation.field[1]]
        assert expectation.record is not None, "what is seen is a field or a record"
        type_name = expectation.record.type
        return type_name, sorted(self.policies.shape.types[type_name].listable)

    def maker(self, type_name: str, viewer: Viewer) -> CellMaker:
        """Return what makes the cells of one type, as it does for masks."""
        known = self._makers.get((type_name, viewer))
        if known is None:
            shape, rule = self.policies.shape.types[type_name], self.rules.types[type_name]
            who = self.rules.project(viewer)
            places = MaskMaker(self.policies.shape, self.rules, who, _INTERNED).scope(rule)
            known = CellMaker(shape, rule, self.rules, who, places)
            self._makers[type_name, viewer] = known
        return known

    # ------------------------------------------------------------ switches and bounds

    def value(self, switch: Set) -> object:
        """Return how a switch is set there and then."""
        return self.policies.switches(self.case.portal, self.case.now)[switch.name]

    def objections(self, refused: Refused) -> Iterator[Problem]:
        """Yield why the place cannot make a change; nothing where it can."""
        layers = self.policies.layers
        freezes = freezes_in_use(layers.rules, layers.changes)
        return bounds_of(
            self.case.portal, refused.changes, layers.tree, layers.rules, layers.changes, freezes
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """One record, looked at by one viewer: which of a cell's grants hold on it.

    What a cell asks of a row is said once, in its mask. It is read twice: here, and in SQL by
    `planning.row_rules`, since a record of a test stands in no database, and a page of a list is
    found by an index or not at all. That both say the same of every row of the demo is tested in
    `tests/access/testing/test_agreement.py`.
    """

    asked: Asked
    record: Record
    viewer: Viewer
    maker: CellMaker

    def holds(self, cell: Cell) -> bool:
        """Tell whether one of the cell's grants holds."""
        return any(holds for _, holds, _ in self.grants(cell))

    def grants(self, cell: Cell) -> Iterator[tuple[str, bool, str]]:
        """Yield each grant of *cell*: its name, whether it holds on the record, and why."""
        if cell.portal:
            holds, why = self.by_portal(cell)
            yield "portal", holds, why
        if cell.own:
            own = self.record.owner is not None and self.record.owner == self.viewer.customer
            yield "own record", own, "it is the viewer's own" if own else "it is another's"
        if cell.team_roles:
            roles = {role for team, role in self.viewer.teams if team == self.record.team}
            wanted = cell.team_roles
            ours = bool(roles) and not wanted.isdisjoint({ANY_ROLE, *roles})
            words = "it belongs to a team of the viewer's" if ours else "it is no team of theirs"
            yield "own team", ours, words
        if cell.permissions:
            asked = self.asked
            there = asked.policies.rules_at(self.record.location, asked.case.now)
            held = cell.permissions & there.permissions_here(self.viewer)
            where = f"at `{self.record.location}`"
            words = f"the viewer holds what it takes {where}"
            yield "staff", bool(held), words if held else f"the viewer holds nothing {where}"

    def by_portal(self, cell: Cell) -> tuple[bool, str]:
        """Tell whether the portal shows the record with this cell, and why."""
        location, maker = self.record.location, self.maker
        if location not in maker.places:
            return False, f"this portal does not show records of `{location}`"
        if location in maker.sets[cell.hidden]:
            return False, f"`{location}` hides it on all of its records"
        rule = maker.rule.rule
        if rule.from_record and not rule.lock:
            admitted = self.asked.admitted(self.record, self.viewer)
            return bool(admitted), admitted.reason
        return True, f"this portal shows records of `{location}`"


_INTERNED = Interned()
