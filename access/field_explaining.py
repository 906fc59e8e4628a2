"""Who sees a field, in words: the grant that shows it, or the line that stands in the way."""

from __future__ import annotations

from access.cells import CellMaker
from access.decision import Decision
from access.explaining import Step, because, refused, section_step
from access.in_force import FieldInForce, InForce, TypeInForce
from access.levels import PORTAL
from access.mask import Cell, Code, Mask, PreviewCode
from access.projection import Projection
from access.rules import Access
from access.shape import TypeShape
from documents.places import Place
from documents.quoting import listed

NO_FILE = Place("policies", 1, 1)


def explain_field(
    shape: TypeShape, field_name: str, rules: InForce, who: Projection, mask: Mask
) -> Decision:
    """Say whether some record shows the field *field_name* to this viewer, and why."""
    name = f"{shape.name}.{field_name}"
    rule = rules.types.get(shape.name)
    if rule is None:
        return Decision(
            False, Code.NOT_ALLOWED, f"no file lists type `{shape.name}`: nobody sees it", NO_FILE
        )
    field = rule.fields.get(field_name)
    if field is None:
        reason = f"`{name}` stands in no list of its type: nobody sees it"
        return Decision(False, Code.NOT_ALLOWED, reason, rule.rule.place)
    cell = mask.shape.types[shape.name].cells[field_name]
    if cell:
        return _shown(name, field, rule.rule.fields.get(field_name, field.access), cell)
    assert not isinstance(cell.code, PreviewCode), "a rehearsal is not explained"
    maker = CellMaker(shape, rule, rules, who, mask.locations[shape.name])
    return _not_shown(name, field_name, field, rule, rules, who, maker, cell.code)


def _shown(name: str, field: FieldInForce, network: Access, cell: Cell) -> Decision:
    if cell.portal:
        reason = f"`{name}` is shown to {field.access.words}{because(field.because)}"
        if cell.hidden:
            reason += ", but not on records of locations that hide it everywhere"
        return Decision(True, None, reason, field.access.place)
    rows = []
    if cell.own:
        rows.append("on the viewer's own records")
    if cell.team_roles:
        rows.append("on records of the viewer's teams")
    if cell.permissions:
        rows.append(f"where staff hold {listed(sorted(cell.permissions))}")
    reason = f"`{name}` is shown to {network.words}: {' and '.join(rows)}"
    return Decision(True, None, reason, network.place)


def _not_shown(
    name: str,
    field_name: str,
    field: FieldInForce,
    rule: TypeInForce,
    rules: InForce,
    who: Projection,
    maker: CellMaker,
    code: Code | None,
) -> Decision:
    code = code or Code.NOT_ALLOWED
    words = f"`{name}` is shown to {field.access.words}{because(field.because)}"
    ways = maker.ways(field_name, field)
    if not ways and field.tests and not maker.places:
        scope = listed([scope.value for scope in rule.scope], "and")
        reason = f"type `{rule.rule.name}` has the scope {scope}; the viewer has no home location"
        return Decision(False, code, reason, rule.scope_place)
    if not ways and field.tests:
        place = min(rule.hidden[field_name].values())
        reason = f"`{name}` is hidden everywhere by every location whose records this portal shows"
        return Decision(False, code, reason, place)
    if not ways:
        return Decision(False, code, words, field.access.place)
    steps = [] if field_name in maker.exempt else [section_step(PORTAL, rules)]
    section = rule.rule.section
    if field.tests and section not in (None, PORTAL):
        assert section is not None
        steps.append(section_step(section, rules))
    steps.append(Step(field.tests, field.access.place, words))
    return refused(code, section, steps, rules, who)
