"""A broken promise in plain words: who, what, where, since when, and the line that is to blame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from access.in_force import InForce
from access.layering import Layers
from access.proving.blame import change_to_blame, rule_to_blame
from access.proving.persons import contract, days, person
from access.proving.promise import About, Kind, Promise
from access.proving.questions import Asker, Grants
from access.proving.scopes import outside_of_promise
from access.proving.states import State
from access.proving.verdicts import Breach, Breached, Through, breach, lost
from access.tree import Tree
from documents.places import Place, Problem

ON = {
    Through.OWN: " on their own records",
    Through.TEAM: " on records of their team",
}


def counterexample(
    promise: Promise, found: Sequence[Breached], layers: Layers, asker: Asker
) -> Problem:
    """Tell of the first breach, from the network down, and how many more locations there are."""
    tree = layers.tree
    first = min(found, key=lambda each: (tree.depth(each.portal), each.portal, each.start))
    others = len({each.portal for each in found}) - 1
    more = f", and at {others} more location{'s' if others > 1 else ''}" if others else ""
    line = _line(promise, first, layers, asker)
    verb = "opens" if promise.kind is Kind.NEVER else "closes"
    why = "why not" if promise.kind is Kind.NEVER else "why"
    return Problem(
        promise.subjects[0].place,
        f"{_sentence(promise, first, _until(first, found), tree)}{more}: "
        f"{line.in_file} {verb} it",
        f"the promise says {why}: “{promise.because}”; mend that line, or the promise",
    )


def _until(first: Breached, found: Sequence[Breached]) -> dt.date | None:
    """Return the end of the days that begin with the first breach and follow on each other."""
    following = {each.start: each.end for each in found if each.portal == first.portal}
    end = first.end
    while end is not None and end in following:
        end = following[end]
    return end


def _sentence(promise: Promise, first: Breached, end: dt.date | None, tree: Tree) -> str:
    """Tell who would have, or miss, what, where, and on which days."""
    subject, found, portal = promise.subjects[0], first.breach, first.portal
    when = days(first.start, end)
    name = f"`{subject.name}`"
    if subject.about is About.RECORDS:
        return f"{_records(promise, found, tree, portal)}{when}"
    words = {Kind.NEVER: _HAS, Kind.ALWAYS: _LACKS, Kind.MONOTONE: _LOSES}[promise.kind]
    has = f"{person(found.state, tree, portal)} {words[subject.about].format(name)}"
    where = f" at {tree[portal].name}"
    if promise.kind is Kind.MONOTONE:
        return f"{has}{ON.get(found.through, '')}{where}{when} {_step(found, tree, portal)}"
    if subject.about is not About.FIELD:
        return f"{has}{where}{when}"
    if found.through is Through.STAFF:
        return f"{has} on records there and below{when}"
    if found.through is Through.RECORDS:
        return f"{has}{where} on records of {_houses(found, tree)}{when}"
    return f"{has}{ON.get(found.through, '')}{where}{when}"


def _step(found: Breach, tree: Tree, portal: str) -> str:
    """Tell by what somebody loses something."""
    if found.gained is None:
        return "after signing in"
    further = "also " if found.state.contracts else ""
    return f"after {further}becoming a {contract(found.gained, tree, portal)}"


def _records(promise: Promise, found: Breach, tree: Tree, portal: str) -> str:
    whom = ""
    if found.state.home is not None:
        whom = f" customers at home in {tree[found.state.home].name}"
    shown = "would show" if promise.kind is Kind.NEVER else "would not show"
    name = f"`{promise.subjects[0].name}`"
    houses = _houses(found, tree)
    return f"the portal of {tree[portal].name} {shown}{whom} records of {name} from {houses}"


def _houses(found: Breach, tree: Tree) -> str:
    """Name the first of the locations whose records are shown or hidden, and count the others."""
    first, *others = sorted(found.places, key=lambda name: (tree.depth(name), name))
    name = tree[first].name
    return f"{name} and {len(others)} more" if others else name


_HAS = {
    About.FIELD: "would see {}",
    About.SECTION: "would find section {} open",
    About.ACTION: "would be allowed {}",
}
_LACKS = {
    About.FIELD: "would not see {}",
    About.SECTION: "would find section {} closed",
    About.ACTION: "would be refused {}",
}
_LOSES = {
    About.FIELD: "would no longer see {}",
    About.SECTION: "would no longer find section {} open",
    About.ACTION: "would no longer be allowed {}",
}


def _line(promise: Promise, first: Breached, layers: Layers, asker: Asker) -> Place:
    """Return the line that is to blame: of a location, else of the network."""
    subject, found = promise.subjects[0], first.breach

    def is_broken(rules: InForce) -> bool:
        return _is_broken(promise, found, rules, layers, asker)

    changed = change_to_blame(layers, subject, first.portal, first.start, is_broken)
    if changed is not None:
        return changed
    rules = layers.in_force(first.portal, first.start)
    viewer = (found.then or found.state).viewer(layers.tree, first.portal)
    return rule_to_blame(promise, found, rules, viewer, asker.graph)


def _is_broken(
    promise: Promise, found: Breach, rules: InForce, layers: Layers, asker: Asker
) -> bool:
    """Tell whether the same person would still break the promise under other rules."""
    subject, portal = promise.subjects[0], rules.portal.id
    if subject.about is About.RECORDS:
        rule = rules.types.get(subject.type_name)
        return bool(outside_of_promise(promise, rule, rules, asker, found.state))
    question = asker.question(subject, rules)

    def ask(state: State) -> Grants:
        viewer = state.viewer(layers.tree, portal)
        return question.ask(viewer, rules.project(viewer))

    grants = ask(found.state)
    if found.then is not None:
        return lost(grants, ask(found.then)) is not None
    bits = layers.levels.bits(promise.audience)
    held = rules.roles.get(found.state.staff_role or "", frozenset())
    return breach(promise, bits, found.state, grants, held) is not None

