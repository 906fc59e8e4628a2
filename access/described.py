"""Viewers described in words: `suspended member at berlin-mitte with hot-desk`, `anonymous`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from access.naming import not_a_plan
from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, LiveContract, Viewer
from documents.suggestions import did_you_mean

STATES = ("suspended", "frozen")
KINDS = ("anonymous", "contact", "member")
OUTSIDERS = ("anonymous", "contact")
"""Kinds of viewer without a contract."""

ANY_PLAN = "plan"
"""In place of a plan's key where none is named: no rule names it."""

FORM = "write `[suspended] [frozen] anonymous|contact|member|ROLE [at LOCATION] [with PLAN]`"


class NotDescribed(Exception):
    """The words describe no viewer; the text says why."""


class UnknownKind(NotDescribed):
    """The first word is like none that describes a viewer: perhaps somebody's name."""


@dataclass(frozen=True, slots=True)
class KindOfViewer:
    """A viewer that stands for many: a column of a matrix."""

    words: str
    viewer: Viewer


def described(words: str, policies: PolicySet, portal: str) -> Viewer:
    """Return the viewer that *words* describe; a member without a place is one of *portal*.

    The columns of a matrix are described by their titles, too.

    Raises:
        NotDescribed: the words describe nobody.
    """
    network = policies.tree.root(portal)
    if words in _COLUMNS:
        return _COLUMNS[words](network, portal)
    rest = words.split()
    suspended, frozen = (_taken(rest, state) for state in STATES)
    if not rest:
        raise NotDescribed(f"`{words}` describes no viewer; {FORM}")
    roles = policies.layers.rules.staff.roles
    kind = rest.pop(0)
    if kind in ("at", "with"):
        raise NotDescribed(f"nobody is named before `{kind}`; {FORM}")
    named = _after(rest, "at")
    place = named or portal
    plan = _after(rest, "with")
    if kind not in {*KINDS, *roles}:
        hint = did_you_mean(kind, [*STATES, *KINDS, *roles])
        said = f"`{kind}` is no kind of viewer and no role of staff"
        raise NotDescribed(f"{said}; {hint}") if hint else UnknownKind(f"{said}; {FORM}")
    if rest:
        hint = did_you_mean(" ".join([named, *rest]), policies.tree) if named else None
        raise NotDescribed(f"`{rest[0]}` is one word too many; {hint or FORM}")
    if frozen and kind != "member":
        raise NotDescribed(f"only a member is frozen, and no `{kind}`; {FORM}")
    if suspended and kind not in ("contact", "member"):
        raise NotDescribed(f"only customers are suspended, and no `{kind}`; {FORM}")
    _check_place(place, policies, portal)
    if plan is not None:
        _check_plan(plan, kind, policies)
    if kind == "anonymous":
        return ANONYMOUS(network)
    if kind in roles:
        return Viewer(network, None, staff=frozenset({(kind, place)}))
    held = LiveContract(0, place, plan or ANY_PLAN, 0, frozen)
    contracts = (held,) if kind == "member" else ()
    return Viewer(network, 0, suspended=suspended, home=place, contracts=contracts)


def kinds_of_viewer(policies: PolicySet, portal: str) -> list[KindOfViewer]:
    """Return the kinds of viewer that a matrix shows, from outside in."""
    network = policies.tree.root(portal)
    return [KindOfViewer(words, make(network, portal)) for words, make in _COLUMNS.items()]


def _member(
    network: str, place: str, *, frozen: bool = False, suspended: bool = False
) -> Viewer:
    held = LiveContract(0, place, ANY_PLAN, 0, frozen)
    return Viewer(network, 0, suspended=suspended, home=place, contracts=(held,))


def _check_place(place: str, policies: PolicySet, portal: str) -> None:
    tree = policies.tree
    if place not in tree:
        hint = did_you_mean(place, tree.locations)
        raise NotDescribed(f"`{place}` is not a location; {hint or 'name a file of locations/'}")
    if tree.root(place) != tree.root(portal):
        raise NotDescribed(
            f"`{place}` and `{portal}` are of different networks; nobody of one signs in at the "
            "other"
        )


def _check_plan(plan: str, kind: str, policies: PolicySet) -> None:
    if kind != "member":
        raise NotDescribed(f"only a member has a plan, and no `{kind}`; {FORM}")
    plans = policies.layers.rules.plans
    if plan not in plans:
        raise NotDescribed("; ".join(not_a_plan(plan, plans)))


_COLUMNS: Mapping[str, Callable[[str, str], Viewer]] = {
    "anonymous": lambda network, portal: ANONYMOUS(network),
    "contact": lambda network, portal: Viewer(network, 0, home=portal),
    "member elsewhere": lambda network, portal: _member(network, ""),
    "member here": lambda network, portal: _member(network, portal),
    "frozen": lambda network, portal: _member(network, portal, frozen=True),
    "suspended": lambda network, portal: _member(network, portal, suspended=True),
}
"""For each column of a matrix the viewer of a network, at one of its portals."""


def _taken(words: list[str], word: str) -> bool:
    if word in words:
        words.remove(word)
        return True
    return False


def _after(words: list[str], word: str) -> str | None:
    if word not in words:
        return None
    index = words.index(word)
    if index + 1 == len(words):
        raise NotDescribed(f"something is missing behind `{word}`; {FORM}")
    value = words[index + 1]
    del words[index : index + 2]
    return value
