"""Masks of rehearsals: the portal's grant as it is, all else only together with a permission.

Staff here may read contracts (at north) or see to events (at miami).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.mask import Cell, PreviewCode, Shared
from access.policy_set import PolicySet
from access.viewer import Viewer
from tests.small_world import (
    ACTIONS,
    NOON,
    SHAPE,
    anonymous,
    compiled,
    contact,
    frozen_member,
    member,
    policies,
    staff,
    world,
)

PERSONAS = {
    "anonymous": anonymous(),
    "contact": contact(),
    "member": member(),
    "frozen": frozen_member(),
    "administrator": member(teams=[(5, "administrator")]),
    "accountant": staff(("accountant", "us")),
}
PREVIEWERS = {
    "nobody's": staff(),
    "host": staff(("host", "miami")),
    "accountant": staff(("accountant", "north")),
}


@pytest.fixture(name="rules")
def _rules() -> PolicySet:
    """The small world's rules."""
    return policies()


def rehearsed(rules: PolicySet, persona: Viewer, previewer: Viewer, field: str) -> Cell:
    """The grants of a field at San Francisco, in a rehearsal."""
    name, _, field = field.partition(".")
    mask = rules.mask(persona, "san-francisco", NOON)
    return rules.rehearsed(mask, previewer, NOON).shape.types[name].cells[field]


def test_what_the_portal_shows_is_shown(rules: PolicySet) -> None:
    """Whoever rehearses, with whatever permissions."""
    for previewer in PREVIEWERS.values():
        assert rehearsed(rules, member(), previewer, "Event.attendees") == Cell(portal=True)


def test_what_is_their_own_needs_a_permission_too(rules: PolicySet) -> None:
    """A pair of reasons where there is a permission, and a code of its own where there is none."""
    both = Cell(shared=frozenset({Shared("own", "", "contracts.read")}))
    assert rehearsed(rules, member(), PREVIEWERS["accountant"], "Contract.price") == both
    withheld = Cell(code=PreviewCode.WITHHELD)
    assert rehearsed(rules, member(), PREVIEWERS["host"], "Contract.price") == withheld
    assert rehearsed(rules, member(), PREVIEWERS["accountant"], "Contract.startDate") == withheld
    administrator = PERSONAS["administrator"]
    assert rehearsed(rules, administrator, PREVIEWERS["accountant"], "Team.invoices") == withheld


def test_staff_are_rehearsed_within_the_previewer_s_own(rules: PolicySet) -> None:
    """What an accountant of the US sees, an accountant sees of it; a host sees none of it."""
    accountant = PERSONAS["accountant"]
    both = Cell(shared=frozenset({Shared("staff", "contracts.read", "contracts.read")}))
    assert rehearsed(rules, accountant, PREVIEWERS["accountant"], "Contract.price") == both
    assert not rehearsed(rules, accountant, PREVIEWERS["host"], "Contract.price")


def test_a_rehearsal_never_adds_anything(rules: PolicySet) -> None:
    """No cell has a grant that the persona has not, or a permission that the previewer has not."""
    for persona in PERSONAS.values():
        mask = rules.mask(persona, "san-francisco", NOON)
        for previewer in PREVIEWERS.values():
            theirs = rules.mask(previewer, "san-francisco", NOON).shape.types
            shown = rules.rehearsed(mask, previewer, NOON)
            for name, type_mask in mask.shape.types.items():
                for field, cell in type_mask.cells.items():
                    seen = shown.shape.types[name].cells[field]
                    grants = {("own", "")} if cell.own else set()
                    grants |= {("team", role) for role in cell.team_roles}
                    grants |= {("staff", permission) for permission in cell.permissions}
                    plain = Cell(portal=cell.portal, hidden=cell.hidden)
                    assert replace(seen, shared=frozenset(), code=None) == plain
                    assert {pair[:2] for pair in seen.shared} <= grants
                    held = theirs[name].cells[field].permissions
                    assert {pair.permission for pair in seen.shared} <= held
                    assert bool(cell) or seen == cell


def test_masks_of_rehearsals_are_shared_and_bound(rules: PolicySet) -> None:
    """The same two states give the same mask; where the previewer holds what is bound apart."""
    mask = rules.mask(member(), "san-francisco", NOON)
    shown = rules.rehearsed(mask, PREVIEWERS["accountant"], NOON)
    assert shown is rules.rehearsed(mask, replace(PREVIEWERS["accountant"], login=4), NOON)
    assert shown.key != mask.key
    values = rules.previewer_bindings(shown, PREVIEWERS["host"])
    assert values["previewer__events_manage"] == ["miami"]
    foreign = replace(PREVIEWERS["host"], network="isle")
    assert "previewer__events_manage" not in rules.previewer_bindings(shown, foreign)


@pytest.mark.parametrize("allow", ["member", "[events-staff, customers]", "public"])
def test_what_is_staff_s_alone_is_allowed_to_no_visitor(allow: str) -> None:
    """However it is mixed with staff; permissions alone, or nobody, are fine."""
    shape = replace(SHAPE, staffs=frozenset({"events.publish"}))
    edited = ACTIONS.replace("allow: events-staff", f"allow: {allow}")
    found = compiled(world() | {"policies/actions.yaml": edited}, shape)
    assert [problem.message.partition(",")[0] for problem in found.problems] == [
        "`events.publish` is staff's"
    ]
    nobody = ACTIONS.replace("allow: events-staff", "allow: nobody")
    for text in (ACTIONS, nobody):
        assert not compiled(world() | {"policies/actions.yaml": text}, shape).problems
