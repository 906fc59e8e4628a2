"""What decided about a row or a cell: so that a run can tell what it has put to the test."""

from __future__ import annotations

from tests.oracle.policy import Record
from tests.oracle.rehearsed import Rehearsed
from tests.oracle.visit import Visit


def why_cell(visit: Visit, type_name: str, name: str, record: Record) -> set[str]:
    """Name the grants without which the cell would not show, or the change that hides it."""
    if visit.portal_grant(type_name, name, record):
        if not isinstance(visit, Rehearsed) or visit.by_today is None or not record.exists:
            return set()
        if visit.by_today.may_see(type_name, name, record.today or record):
            return {"open since"}
        return {"closed since" if visit.may_see(type_name, name, record) else "withheld since"}
    found = set()
    if isinstance(visit, Rehearsed) and Visit.may_see(visit, type_name, name, record):
        return {"rehearsed" if visit.may_see(type_name, name, record) else "withheld"}
    if visit.own_grant(type_name, name, record):
        mine = record.owner is not None and record.owner == visit.person.customer
        listed = mine and bool(visit.granted_to_some(type_name, name, "own"))
        found.add("own" if listed else "own-team")
    if visit.staff_grant(type_name, name, record):
        found.add("staff")
    if visit.hidden_everywhere(type_name, name, record.location) and (
        visit.enters("portal")
        and visit.enters(visit.section_of(type_name))
        and visit.shows(type_name, record.location)
        and record.published
        and visit.is_for_viewer(type_name, record)
        and any(visit.is_one_of(atom) for atom in visit.granted(type_name, name))
    ):
        found.add("everywhere")
    return found


def why_row(visit: Visit, type_name: str, record: Record) -> set[str]:
    """Name what a portal's row had to meet besides its place: its own audience, its plans."""
    rows = visit.policy.types[type_name].get("rows", {})
    if (
        rows.get("audience") == "any"
        or rows.get("restricted") == "lock"
        or not record.published
        or not visit.enters("portal")
        or not visit.enters(visit.section_of(type_name))
        or not visit.shows(type_name, record.location)
    ):
        return set()
    found = set()
    if record.level is not None and not visit.is_level(record.level):
        found.add("audience")
    if record.plans and (record.level is None or visit.is_level(record.level)):
        found.add("plans")
    return found
