"""Decisions in words: what was asked, whether it is allowed, and which line says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from access.decision import Decision
from access.denials import Route, refusal, way_in, way_to
from access.in_force import InForce, SectionInForce
from access.levels import PORTAL
from access.mask import Code
from access.projection import Projection
from access.switches import BLOCKS_ALL
from access.viewer import Viewer
from documents.places import Place

WHY = {
    Code.LOGIN_REQUIRED: "the viewer is not signed in as a customer",
    Code.CONTRACT_FROZEN: "the viewer's contracts that would count are frozen",
    Code.MEMBERS_ONLY: "the viewer has no contract that counts",
    Code.CONTACTS_ONLY: "the viewer is a member, or frozen as one",
    Code.CUSTOMER_SUSPENDED: "the viewer is suspended",
    Code.NOT_ALLOWED: "the viewer is none of them",
}


BOOKINGS = "bookings."


class Step(NamedTuple):
    """One test on a way, and the line that sets it."""

    tests: int
    place: Place
    sentence: str


class Here(NamedTuple):
    """What an action looks at besides levels: permissions held here, being suspended or frozen."""

    permissions: frozenset[str]
    suspended: bool
    frozen: bool

    @classmethod
    def of(cls, viewer: Viewer, permissions: frozenset[str]) -> Here:
        """Return what an action looks at in *viewer*, who holds *permissions* here."""
        return cls(permissions, viewer.suspended, viewer.all_frozen)


def explain_section(section: str, rules: InForce, who: Projection) -> Decision:
    """Say whether *section* is open, the portal itself included."""
    way = way_to(section, rules, who)
    steps = [section_step(PORTAL, rules)]
    if section != PORTAL:
        steps.append(section_step(section, rules))
    code = refusal([way], who, rules.levels)
    if code is None:
        return Decision(True, None, steps[-1].sentence, steps[-1].place)
    return refused(code, section, steps, rules, who)


def explain_action(action: str, rules: InForce, who: Projection, here: Here) -> Decision:
    """Say whether the viewer may do *action* here."""
    rule = rules.actions[action]
    words = f"`{action}` is allowed to {rule.access.words}{because(rule.because)}"
    permitted = sorted(rule.access.audience.permissions & here.permissions)
    if permitted:
        reason = f"{words}; staff hold `{permitted[0]}` here"
        return Decision(True, None, reason, rule.access.place)
    steps = [section_step(PORTAL, rules), Step(rule.tests, rule.access.place, words)]
    ways = [way_in(rules).through(rule.tests)] if rule.tests else []
    code = refusal(ways, who, rules.levels)
    else_say = rule.rule.else_say
    if code is not None:
        return refused(code, None, steps if ways else steps[1:], rules, who, else_say)
    if here.suspended and not rule.rule.while_suspended:
        reason = f"{words}, and denied while suspended"
        place = rule.rule.suspended_place
        return Decision(False, Code.CUSTOMER_SUSPENDED, reason, place, else_say)
    if here.frozen and blocks_while_frozen(action, rules):
        reason = f"{words}, and `{BLOCKS_ALL}` stops whoever has frozen contracts alone"
        return Decision(False, Code.CONTRACT_FROZEN, reason, rule.access.place, else_say)
    return Decision(True, None, words, rule.access.place)


def blocks_while_frozen(action: str, rules: InForce) -> bool:
    """Whether *action* is a booking's, and those stop for whoever has frozen contracts alone."""
    return action.startswith(BOOKINGS) and bool(rules.switches[BLOCKS_ALL])


def refused(
    code: Code,
    section: str | None,
    steps: Sequence[Step],
    rules: InForce,
    who: Projection,
    else_say: str | None = None,
) -> Decision:
    """Say which of *steps* stands in the way."""
    if code is Code.FEATURE_OFF and section is not None:
        door = rules.sections[section]
        reason = f"section `{section}` is switched off{because(door.feature_because)}"
        return Decision(False, code, reason, door.feature_place, else_say)
    if code is Code.CUSTOMER_SUSPENDED and section is not None:
        reason = f"section `{section}` is not among those that the suspended may read"
        return Decision(False, code, reason, rules.readable_place, else_say)
    closed = [step for step in steps if not who.truth & step.tests]
    alike = [step for step in closed if _refusal_of(step, rules, who) is code]
    step = (alike or closed or list(steps))[0]
    return Decision(False, code, f"{step.sentence}; {WHY[code]}", step.place, else_say)


def section_step(section: str, rules: InForce) -> Step:
    """Return the test at the door of *section*."""
    door: SectionInForce = rules.sections[section]
    sentence = f"section `{section}` is open to {door.access.words}{because(door.because)}"
    return Step(door.tests, door.access.place, sentence)


def _refusal_of(step: Step, rules: InForce, who: Projection) -> Code | None:
    return refusal([Route((step.tests,))], who, rules.levels)


def because(reason: str | None) -> str:
    """Return the reason that a change gives, to stand behind a sentence."""
    return f" (“{reason}”)" if reason else ""
