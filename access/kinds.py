"""Many kinds of viewer in a few words: the simplest that are among them."""

from __future__ import annotations

from collections.abc import Iterable

from access.levels import Relation
from access.phrases import RELATIONS, together
from access.viewer_states import Stand, State
from documents.quoting import listed


def kinds_in_words(states: Iterable[State], stands: Iterable[Stand]) -> str:
    """Name the kinds of viewer that *states* are; one that a simpler one implies is left out.

    *stands* are all ways in which a contract's location can stand to the portal.
    """
    found = list(states)
    simplest = [each for each in found if not any(_implies(other, each) for other in found)]
    parts = []
    if any(each.is_visitor for each in simplest):
        parts.append("people who are not signed in")
    roles = sorted({each.staff_role for each in simplest if each.staff_role is not None})
    if roles:
        parts.append(f"staff with the role {listed(roles)}")
    there = Relation(0)
    for _, after in stands:
        there |= Relation(after)
    for suspended in (False, True):
        for in_team in (False, True):
            some = [
                each
                for each in simplest
                if each.contracts is not None
                and each.suspended is suspended
                and each.in_team is in_team
            ]
            state = "suspended " if suspended else ""
            suffix = " in a team" if in_team else ""
            parts += [f"{state}{words}{suffix}" for words in _customers(some, there)]
    return together(parts)


def _implies(simpler: State, state: State) -> bool:
    """Tell whether naming *simpler* makes it needless to name *state*."""
    if simpler is state or simpler == state:
        return False
    if simpler.contracts is None or state.contracts is None:
        return state.contracts is None and simpler.is_visitor
    if bool(simpler.contracts) is not bool(state.contracts):
        return False
    return (
        {*simpler.contracts} <= {*state.contracts}
        and simpler.in_team <= state.in_team
        and simpler.suspended <= state.suspended
        and (simpler.home == state.home or simpler.home is None)
    )


def _customers(states: list[State], there: Relation) -> list[str]:
    parts = ["contacts"] if any(not each.contracts for each in states) else []
    plain: dict[tuple[bool, str], Relation] = {}
    several = False
    for state in states:
        if state.contracts and len(state.contracts) == 1:
            (held,) = state.contracts
            key = (held.frozen, held.plan)
            plain[key] = plain.get(key, Relation(0)) | Relation(held.stand[1])
        elif state.contracts:
            several = True
    for (frozen, plan), relations in sorted(plain.items(), key=lambda item: item[0]):
        relations &= ~plain.get((frozen, ""), Relation(0)) if plan else relations
        if relations:
            what = f"{'frozen ' if frozen else ''}members"
            on = f" on `{plan}`" if plan else ""
            parts.append(f"{what} {_where(relations, there)}{on}".replace("  ", " ").strip())
    if several:
        parts.append("some with several contracts")
    return parts


def _where(relations: Relation, there: Relation) -> str:
    if relations == there:
        return "of any location"
    if relations == there & ~Relation.SAME:
        return "of other locations"
    return together([words for each, words in RELATIONS.items() if each & relations], "or")
