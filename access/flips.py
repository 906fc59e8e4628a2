"""What would change an answer: the smallest changes of the person, the place, and the time.

Every candidate is tried: the same policies are asked again, and only what they answer counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from access.chains import Link
from access.decision import Decision
from access.explanations import explain
from access.levels import ANY_ROLE
from access.phrases import facts_in_words
from access.policy_set import PolicySet
from access.questions import Question, Reach
from access.viewer import LiveContract, Viewer

AT_MOST = 3

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""From when on somebody is known of whom no dates are."""


@dataclass(frozen=True, slots=True)
class PersonFlip:
    """A change of the viewer, what follows from it, and what it was tried with."""

    words: str
    reach: Reach
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class PlaceFlip:
    """Another portal of the network where the same viewer is answered otherwise."""

    portal: str
    decision: Decision
    reach: Reach


@dataclass(frozen=True, slots=True)
class TimeFlip:
    """A moment at which the answer changes, and what changes then."""

    moment: dt.datetime
    before: Reach
    after: Reach
    decision: Decision
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was, or will be, true of the viewer from *since* on; None: no credential of theirs."""

    since: dt.datetime
    viewer: Viewer | None


def person_flips(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> list[PersonFlip]:
    """Return the least changes of *viewer* that would change the answer, the least first."""
    reach = question.reach(policies, viewer, portal, now)
    found: dict[tuple[str, Reach], PersonFlip] = {}
    for way, words, changed in _changed_viewers(policies, viewer, portal):
        after = question.reach(policies, changed, portal, now)
        wanted = after < reach if reach is Reach.ALL else after > reach
        enough = ("suspension", after) in found  # then nothing needs to be added to it
        if wanted and not (enough and not changed.suspended):
            found.setdefault((way, after), PersonFlip(words, after, changed))
    return list(found.values())[:AT_MOST]


def place_flips(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> list[PlaceFlip]:
    """Return the portals of the network that answer otherwise, those nearest in the tree first."""
    tree = policies.tree
    reach = question.reach(policies, viewer, portal, now)
    chain = tree.chain(portal)

    def distance(other: str) -> tuple[int, str]:
        shared = len(set(chain) & set(tree.chain(other)))
        return len(chain) + len(tree.chain(other)) - 2 * shared, other

    found = []
    for other in sorted(tree.network(tree.root(portal)) - {portal}, key=distance):
        there = question.reach(policies, viewer, other, now)
        if there is not reach:
            decision = question.decide(policies, viewer, other, now)
            found.append(PlaceFlip(other, decision, there))
    return found


def time_flips(
    question: Question, policies: PolicySet, history: Iterable[Known], portal: str
) -> list[TimeFlip]:
    """Return when the answer changed and will change.

    *history* says what is true of the viewer from which moment on, in order. The days on which the
    files change something are added to it here.
    """
    known = sorted(history, key=lambda each: each.since)
    rules_change = policy_moments(policies, portal)
    moments = sorted({*(each.since for each in known[1:]), *rules_change})
    flips: list[TimeFlip] = []
    for moment in moments:
        just_before = moment - dt.timedelta(seconds=1)
        viewer_before, viewer = _at(known, just_before), _at(known, moment)
        before = _reach(question, policies, viewer_before, portal, just_before)
        after = _reach(question, policies, viewer, portal, moment)
        if before is after:
            continue
        shown = viewer or viewer_before or known[0].viewer
        assert shown is not None
        by_files = _reach(question, policies, viewer_before, portal, moment) is not before
        by_person = _reach(question, policies, viewer, portal, just_before) is not before
        causes: list[str] = []
        if by_files or not by_person:
            causes += _causes_in_files(question, policies, shown, portal, just_before, moment)
        if by_person or not by_files:
            causes += _causes_in_person(
                policies, viewer_before, viewer, portal, just_before, moment
            )
        decision = question.decide(policies, shown, portal, moment)
        flips.append(TimeFlip(moment, before, after, decision, tuple(causes)))
    return flips


def policy_moments(policies: PolicySet, portal: str) -> list[dt.datetime]:
    """Return when something in the files changes by itself, as the clock at *portal* has it."""
    zone = policies.tree[portal].timezone
    days = policy_days(policies, policies.tree.root(portal))
    return [dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC) for day in sorted(days)]


def policy_days(policies: PolicySet, network: str) -> frozenset[dt.date]:
    """Return the days on which some change in *network* begins or ends."""
    return frozenset(
        day
        for location in policies.tree.network(network)
        if location in policies.layers.changes
        for period in policies.layers.changes[location].periods
        for day in period.boundaries
    )


# ---------------------------------------------------------------- the person

Change: TypeAlias = tuple[str, str, Viewer]
"""The way in which a viewer is changed, the change in words, and what becomes of them."""


def _changed_viewers(
    policies: PolicySet, viewer: Viewer, portal: str
) -> Iterator[Change]:
    network = policies.tree.root(portal)
    if viewer.network != network:
        viewer = Viewer(network, None)
    yield from _losses(viewer)
    if viewer.customer is None:
        signed_in = replace(viewer, customer=0, login=viewer.login or 0)
        yield "sign in", "signing in as a customer, without a contract", signed_in
    else:
        signed_in = viewer
        yield from _lifted(viewer)
    yield from _with_contracts(policies, signed_in, portal)
    yield from _with_roles(policies, signed_in, viewer, portal)


def _losses(viewer: Viewer) -> Iterator[Change]:
    """What takes something away; asked where the answer is yes."""
    if viewer.customer is None:
        return
    if not viewer.suspended:
        yield "suspension", "being suspended", replace(viewer, suspended=True)
    if any(not held.frozen for held in viewer.contracts):
        frozen = tuple(replace(held, frozen=True) for held in viewer.contracts)
        yield "freeze", "a freeze of all their contracts", replace(viewer, contracts=frozen)
    if viewer.contracts:
        yield "contract", "the end of all their contracts", replace(viewer, contracts=())
    yield "sign in", "signing out", Viewer(viewer.network, None)


def _lifted(viewer: Viewer) -> Iterator[Change]:
    thawed = tuple(replace(held, frozen=False) for held in viewer.contracts)
    frozen = thawed != viewer.contracts
    if viewer.suspended:
        yield "suspension", "the end of their suspension", replace(viewer, suspended=False)
    if frozen:
        words = "the end of the freeze of their contracts"
        yield "freeze", words, replace(viewer, contracts=thawed)
    if frozen and viewer.suspended:
        yield (
            "freeze",
            "the end of their suspension and of the freeze",
            replace(viewer, contracts=thawed, suspended=False),
        )
    if viewer.contracts:
        yield "contract", "the end of all their contracts", replace(viewer, contracts=())


def _with_contracts(
    policies: PolicySet, viewer: Viewer, portal: str
) -> Iterator[Change]:
    plans = sorted(policies.layers.levels.plans())
    free = next(f"plan-{n}" for n in range(len(plans) + 1) if f"plan-{n}" not in plans)
    sign_in = "signing in with " if viewer.login == 0 else ""
    for suspended in sorted({False, viewer.suspended}, reverse=True):
        lifted = replace(viewer, suspended=suspended)
        also = " and the end of their suspension" if viewer.suspended and not suspended else ""
        for place, words in [("", "an active contract of any location"), (portal, "")]:
            for plan in [free, *plans] if place else [free]:
                held = LiveContract(0, place, plan, 0, frozen=False)
                named = f" for `{plan}`" if plan != free else ""
                text = words or f"an active contract{named} issued by `{portal}`"
                added = replace(lifted, contracts=(*lifted.contracts, held))
                yield "contract", f"{sign_in}{text}{also}", added


def _with_roles(
    policies: PolicySet, signed_in: Viewer, viewer: Viewer, portal: str
) -> Iterator[Change]:
    teams = (*signed_in.teams, (0, "administrator"), (0, "member"), (0, ANY_ROLE))
    words = "a place in a team, on that team's records"
    yield "team", words, replace(signed_in, teams=teams)
    roles = policies.layers.rules.staff.roles
    for role in sorted(roles, key=lambda role: (len(roles[role]), role)):
        grants = viewer.staff | {(role, portal)}
        yield "staff", f"the staff role `{role}` at `{portal}`", replace(viewer, staff=grants)


# ---------------------------------------------------------------- time


def _at(known: list[Known], moment: dt.datetime) -> Viewer | None:
    held = [each for each in known if each.since <= moment]
    return (held or known[:1])[-1].viewer


def _reach(
    question: Question, policies: PolicySet, viewer: Viewer | None, portal: str, now: dt.datetime
) -> Reach:
    return Reach.NOTHING if viewer is None else question.reach(policies, viewer, portal, now)


def _causes_in_files(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, *moments: dt.datetime
) -> Iterator[str]:
    """Say which changes that the question is about begin or end between two moments."""
    before, after = (_said(question, policies, viewer, portal, moment) for moment in moments)
    for links, state in ((before - after, "ends"), (after - before, "begins")):
        for link in sorted(links, key=lambda link: link.place):
            if link.location is not None:
                yield f"a change of `{link.location}` {state} (“{link.because}”), {link.line}"
    if before == after and policies.rules_at(portal, moments[0]) is not policies.rules_at(
        portal, moments[1]
    ):
        yield "a switch changes"


def _said(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, moment: dt.datetime
) -> frozenset[Link]:
    found = explain(question, policies, viewer, portal, moment)
    return frozenset(link for layer in found.layers for link in layer.chain)


def _causes_in_person(
    policies: PolicySet,
    before: Viewer | None,
    after: Viewer | None,
    portal: str,
    *moments: dt.datetime,
) -> Iterator[str]:
    if before is None or after is None:
        if before is not after:
            yield "their credential works" if after is not None else "their credential ends"
        return
    old = facts_in_words(before, policies.rules_at(portal, moments[0]))
    new = facts_in_words(after, policies.rules_at(portal, moments[1]))
    yield from (f"no longer {fact}" for fact in old if fact not in new)
    yield from (f"now {fact}" for fact in new if fact not in old)
