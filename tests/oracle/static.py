"""What can be said before any row is looked at: if some row could show a field, and why not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from tests.oracle.people import Held, Person
from tests.oracle.places import at_or_below
from tests.oracle.rehearsed import Rehearsed
from tests.oracle.visit import Visit

CODES = (
    "FEATURE_OFF", "LOGIN_REQUIRED", "CONTRACT_FROZEN", "MEMBERS_ONLY", "CONTACTS_ONLY",
    "CUSTOMER_SUSPENDED", "NOT_ALLOWED",
)
"""Codes name the least change that would admit, in this order."""

WITHHELD = "PREVIEW_WITHHELD"
"""Said in a rehearsal of what the one could see and the other may not."""

Reason = tuple[str, Any]
"""A kind of grant by which rows could show a field: portal, own, a team's role, a permission.

In a rehearsal all but the portal's are pairs: `both`, a reason of the one and one of the other.
"""


def reasons(visit: Visit, type_name: str, field_name: str) -> set[Reason]:
    """Return the kinds of grants that hold for the viewer, on whatever rows there may be."""
    if isinstance(visit, Rehearsed):
        return set(_reasons_of_both(visit, type_name, field_name))
    return reasons_of_one(visit, type_name, field_name)


def _reasons_of_both(visit: Rehearsed, type_name: str, field_name: str) -> Iterable[Reason]:
    assert visit.previewer is not None
    theirs = reasons_of_one(visit.previewer, type_name, field_name)
    for mine in reasons_of_one(visit, type_name, field_name):
        kind, paired = mine[0], mine
        if kind == "portal" and visit.by_today is None:
            yield mine
            continue
        if kind == "portal":
            assert visit.by_today is not None
            if mine in reasons_of_one(visit.by_today, type_name, field_name):
                yield mine
            paired = (kind, frozenset(hidden_by(visit, type_name, field_name)) or None)
        yield from (("both", (paired, other)) for other in theirs if other[0] == "staff")


def reasons_of_one(visit: Visit, type_name: str, field_name: str) -> set[Reason]:
    """Return the kinds of grants that hold for one person."""
    key = ("reasons", type_name, field_name)
    if key not in visit.kept:
        visit.kept[key] = set(_reasons(visit, type_name, field_name))
    return visit.kept[key]  # type: ignore[no-any-return]


def _reasons(visit: Visit, type_name: str, field_name: str) -> Iterable[Reason]:
    if (
        (visit.enters("portal") or visit.exempt(type_name, field_name))
        and visit.enters(visit.section_of(type_name))
        and any(visit.is_one_of(atom) for atom in visit.granted(type_name, field_name))
        and not hidden_by(visit, type_name, field_name) >= shown_places(visit, type_name)
    ):
        yield "portal", None
    if visit.person.customer is not None and visit.enters("portal"):
        for atom in visit.granted_to_some(type_name, field_name, "own"):
            yield "own", atom.name
        for atom in visit.granted_to_some(type_name, field_name, "own-team"):
            if visit.teams_as(atom.name):
                yield "own-team", atom.name
    for atom in visit.granted_to_some(type_name, field_name, "staff"):
        if visit.staff_at(atom.name):
            yield "staff", atom.name


def shown_places(visit: Visit, type_name: str) -> set[str]:
    """Return the places whose records this portal shows of a type; `?` stands for unknown ones."""
    places = at_or_below(visit.policy.places, visit.network())
    return {place for place in (*places, "?") if visit.shows(type_name, place)}


def hidden(visit: Visit, type_name: str, field_name: str) -> set[str]:
    """Return which of those places hide the field of their records everywhere, then or today."""
    found = hidden_by(visit, type_name, field_name)
    if isinstance(visit, Rehearsed) and visit.by_today is not None:
        found |= hidden_by(visit.by_today, type_name, field_name)
    return found


def hidden_by(visit: Visit, type_name: str, field_name: str) -> set[str]:
    """Return which of those places hide the field by the rules of one set."""
    return {
        place for place in shown_places(visit, type_name)
        if visit.hidden_everywhere(type_name, field_name, place)
    }


def could_see(visit: Visit, type_name: str, field_name: str) -> bool:
    """Whether some row could show the field."""
    return bool(reasons(visit, type_name, field_name))


def closed(visit: Visit, type_name: str) -> bool:
    """Whether no row could show anything of a type."""
    return not any(could_see(visit, type_name, name) for name in visit.fields(type_name))


def readable_on_every_row(visit: Visit, type_name: str, field_name: str) -> bool:
    """Whether the field shows on every row that shows at all, by whatever grant that does."""
    mine = reasons(visit, type_name, field_name)
    covered = bool(mine)
    for other in visit.fields(type_name):
        theirs = reasons(visit, type_name, other)
        covered = covered and all(_is_covered(visit, reason, mine) for reason in theirs)
        if ("portal", None) in theirs:
            covered = covered and hidden(visit, type_name, field_name) <= hidden(
                visit, type_name, other
            )
    return covered


def _is_covered(visit: Visit, reason: Reason, mine: set[Reason]) -> bool:
    """Whether one of *mine* holds wherever *reason* does."""
    if reason[0] == "both":
        return any(
            kind == "both"
            and all(
                _is_covered(visit, theirs, {ours})
                for theirs, ours in zip(reason[1], pair, strict=True)
            )
            for kind, pair in mine
        )
    return reason in mine or (reason[0], None) in mine or _comes_with(visit, reason, mine)


def _comes_with(visit: Visit, reason: Reason, mine: set[Reason]) -> bool:
    """Whether a permission comes with one of *mine*: no role gives it without that one."""
    kind, permission = reason
    sets = [visit.policy.roles, *_roles_of_today(visit)]
    roles = [named for each in sets for named in each.values() if permission in named]
    return kind == "staff" and any(
        mine_kind == "staff" and all(other in named for named in roles)
        for mine_kind, other in mine
    )


def _roles_of_today(visit: Visit) -> Iterable[dict[str, list[str]]]:
    if isinstance(visit, Rehearsed) and visit.by_today is not None:
        yield visit.by_today.policy.roles


# ---------------------------------------------------------------- why not


def why_closed(visit: Visit, type_name: str) -> str:
    """Return the code of a type of which nothing can be seen: the least of its fields' codes."""
    codes = [why_hidden(visit, type_name, name) for name in visit.fields(type_name)]
    if WITHHELD in codes:
        return WITHHELD
    return min(codes, key=CODES.index, default="NOT_ALLOWED")


def why_hidden(visit: Visit, type_name: str, field_name: str) -> str:
    """Return the code of a field that no row could show."""
    if isinstance(visit, Rehearsed) and reasons_of_one(visit, type_name, field_name):
        return WITHHELD
    section = visit.section_of(type_name)

    def admits(other: Visit) -> bool:
        kinds = {kind for kind, _ in reasons(other, type_name, field_name)}
        return bool(kinds & {"portal", "own", "own-team"})

    signed_out = visit.person.customer is None       # signing in may bring a home to look at
    places = shown_places(visit, type_name)
    somewhere = places - hidden_by(visit, type_name, field_name) if places else signed_out
    shown = bool(visit.granted(type_name, field_name)) and bool(somewhere)
    if shown and section is not None and not visit.feature_on(section):
        return "FEATURE_OFF"
    return least_change(visit, admits)


def least_change(visit: Visit, admits: Callable[[Visit], bool]) -> str:
    """Return the code of the least change of the viewer that would admit them.

    The viewer is imagined otherwise: signed in, with contracts that are not frozen, with every
    contract there is, with none. Being suspended is put aside until nothing else is in the way.
    """
    person = dataclasses.replace(visit.person, suspended=False)
    if person.customer is None:
        teams = tuple((0, role) for role in ("member", "administrator", "paying-member"))
        person = dataclasses.replace(person, customer=0, home=visit.portal, teams=teams)
        signed_in = (person, _with_all_contracts(visit, person))
        could = any(admits(_as(visit, each)) for each in signed_in)
        return "LOGIN_REQUIRED" if could else "NOT_ALLOWED"
    if admits(_as(visit, person)):
        return "CUSTOMER_SUSPENDED"
    thawed = tuple(dataclasses.replace(each, frozen=False) for each in person.contracts)
    if admits(_as(visit, dataclasses.replace(person, contracts=thawed))):
        return "CONTRACT_FROZEN"
    if admits(_as(visit, _with_all_contracts(visit, person))):
        return "MEMBERS_ONLY"
    if admits(_as(visit, dataclasses.replace(person, contracts=()))):
        return "CONTACTS_ONLY"
    return "NOT_ALLOWED"


def _with_all_contracts(visit: Visit, person: Person) -> Person:
    places = at_or_below(visit.policy.places, visit.network())
    contracts = tuple(
        Held(place, plan, 0, frozen=False) for place in places for plan in visit.policy.plans
    )
    return dataclasses.replace(person, contracts=contracts)


def _as(visit: Visit, person: Person) -> Visit:
    """Return the same visit by somebody else."""
    key = ("as", person)
    if key not in visit.kept:
        visit.kept[key] = Visit(visit.policy, person, visit.portal, visit.now)
    return visit.kept[key]  # type: ignore[no-any-return]
