"""Many viewer states in a few words: the simplest that are among them."""

from __future__ import annotations

from collections.abc import Iterable

from access.in_force import InForce
from access.levels import Relation
from access.phrases import RELATIONS, together
from access.viewer import Viewer
from documents.quoting import listed


def kinds_in_words(viewers: Iterable[Viewer], rules: InForce) -> str:
    """Name the kinds of *viewers*; a kind that a simpler one implies is left out."""
    found = list(viewers)
    simplest = [each for each in found if not any(_implies(other, each) for other in found)]
    parts = []
    if any(each.customer is None and not each.staff for each in simplest):
        parts.append("people who are not signed in")
    roles = sorted({role for each in simplest for role, _ in each.staff if each.customer is None})
    if roles:
        parts.append(f"staff with the role {listed(roles)}")
    for suspended in (False, True):
        for team in (False, True):
            some = [
                each
                for each in simplest
                if each.customer is not None
                and each.suspended is suspended
                and bool(each.teams) is team
            ]
            state = "suspended " if suspended else ""
            suffix = " in a team" if team else ""
            parts += [f"{state}{words}{suffix}" for words in _customers(some, rules)]
    return together(parts)


def _implies(simpler: Viewer, viewer: Viewer) -> bool:
    """Tell whether naming *simpler* makes it needless to name *viewer*."""
    if simpler is viewer or simpler == viewer:
        return False
    if simpler.customer is None or viewer.customer is None:
        return viewer.customer is None and simpler.customer is None and not simpler.staff
    if bool(simpler.contracts) is not bool(viewer.contracts):
        return False
    return (
        {*simpler.contracts} <= {*viewer.contracts}
        and {*simpler.teams} <= {*viewer.teams}
        and simpler.suspended <= viewer.suspended
        and (simpler.home == viewer.home or simpler.home is None)
    )


def _customers(viewers: list[Viewer], rules: InForce) -> list[str]:
    parts = ["contacts"] if any(not each.contracts for each in viewers) else []
    plain: dict[tuple[bool, str], Relation] = {}
    mixed = []
    for viewer in viewers:
        if len(viewer.contracts) == 1:
            (held,) = viewer.contracts
            plan = held.plan if held.plan in rules.levels.plans() else ""
            relation = Relation(rules.relations.get(held.location, Relation.ELSEWHERE))
            key = (held.frozen, plan)
            plain[key] = plain.get(key, Relation(0)) | relation
        elif viewer.contracts:
            mixed.append(viewer)
    there = Relation(int(Relation.ELSEWHERE))
    for number in rules.relations.values():
        there |= Relation(number)
    for (frozen, plan), relations in sorted(plain.items(), key=lambda item: item[0]):
        relations &= ~plain.get((frozen, ""), Relation(0)) if plan else relations
        if relations:
            what = f"{'frozen ' if frozen else ''}members"
            on = f" on `{plan}`" if plan else ""
            parts.append(f"{what} {_where(relations, there)}{on}".replace("  ", " ").strip())
    if mixed:
        parts.append("some with several contracts")
    return parts


def _where(relations: Relation, there: Relation) -> str:
    if relations == there:
        return "of any location"
    if relations == there & ~Relation.SAME:
        return "of other locations"
    return together([words for each, words in RELATIONS.items() if each & relations], "or")
