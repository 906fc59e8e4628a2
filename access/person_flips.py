"""What would change an answer: the smallest changes of the person.

Every candidate is tried: the same policies are asked again, and only what they answer counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from access.levels import ANY_ROLE
from access.policy_set import PolicySet
from access.questions import Question, Reach
from access.viewer import LiveContract, Viewer

AT_MOST = 3


@dataclass(frozen=True, slots=True)
class PersonFlip:
    """A change of the viewer, what follows from it, and what it was tried with."""

    words: str
    reach: Reach
    viewer: Viewer


def person_flips(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> list[PersonFlip]:
    """Return the least changes of *viewer* that would change the answer, the least first.

    A change of two things is none of them where one of the two would do as much.
    """
    reach = question.reach(policies, viewer, portal, now)
    found: dict[tuple[str, Reach], PersonFlip] = {}
    for way, words, changed, parts in changes_of(question, policies, viewer, portal):
        after = question.reach(policies, changed, portal, now)
        loses = reach is Reach.ALL
        wanted = after < reach if loses else after > reach
        if not wanted or (way, after) in found:
            continue
        reached = [question.reach(policies, part, portal, now) for part in parts]
        if all(each > after if loses else each < after for each in reached):
            found[way, after] = PersonFlip(words, after, changed)
    return list(found.values())[:AT_MOST]


class Change(NamedTuple):
    """The way in which a viewer is changed, the change in words, and what becomes of them.

    `parts` are viewers of whom only a part of it is true: they are signed in and no more, say.
    """

    way: str
    words: str
    viewer: Viewer
    parts: tuple[Viewer, ...] = ()


def changes_of(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str
) -> Iterator[Change]:
    """Yield what is tried; whoever lacks a right gets it first, and then all else besides."""
    if not question.is_lacked_by(viewer):
        yield from _changed_viewers(policies, viewer, portal)
        return
    words = f"the right `{question.right}`, given by staff"
    given = replace(viewer, rights=viewer.rights | {str(question.right)})
    yield Change("right", words, given)
    for way, more, changed, parts in _changed_viewers(policies, given, portal):
        yield Change(way, f"{more}, and {words}", changed, (given, *parts))


def _changed_viewers(
    policies: PolicySet, viewer: Viewer, portal: str
) -> Iterator[Change]:
    """Yield all changes that are tried, of each way the least first."""
    network = policies.tree.root(portal)
    if viewer.network != network:
        viewer = Viewer(network, None)
    yield from _losses(viewer)
    if viewer.customer is None:
        signed_in = replace(viewer, customer=0)
        yield Change("sign in", "signing in as a customer, without a contract", signed_in)
    else:
        signed_in = viewer
        yield from _lifted(viewer)
    yield from _with_contracts(policies, signed_in, portal, signs_in=viewer.customer is None)
    yield from _with_roles(policies, signed_in, viewer, portal)


def _losses(viewer: Viewer) -> Iterator[Change]:
    """What takes something away; asked where the answer is yes."""
    if viewer.customer is None:
        return
    if not viewer.suspended:
        yield Change("suspension", "being suspended", replace(viewer, suspended=True))
    if any(not held.frozen for held in viewer.contracts):
        frozen = tuple(replace(held, frozen=True) for held in viewer.contracts)
        words = "a freeze of all their contracts"
        yield Change("freeze", words, replace(viewer, contracts=frozen))
    if viewer.contracts:
        yield Change("contract", "the end of all their contracts", replace(viewer, contracts=()))
    yield Change("sign in", "signing out", Viewer(viewer.network, None))


def _lifted(viewer: Viewer) -> Iterator[Change]:
    thawed = tuple(replace(held, frozen=False) for held in viewer.contracts)
    frozen = thawed != viewer.contracts
    lifted, running = replace(viewer, suspended=False), replace(viewer, contracts=thawed)
    if viewer.suspended:
        yield Change("suspension", "the end of their suspension", lifted)
    if frozen:
        yield Change("freeze", "the end of the freeze of their contracts", running)
    if frozen and viewer.suspended:
        words = "the end of their suspension and of the freeze"
        both = replace(lifted, contracts=thawed)
        yield Change("freeze", words, both, (lifted, running))
    if viewer.contracts:
        yield Change("contract", "the end of all their contracts", replace(viewer, contracts=()))


def _with_contracts(
    policies: PolicySet, viewer: Viewer, portal: str, *, signs_in: bool
) -> Iterator[Change]:
    plans = sorted(policies.layers.levels.plans())
    free = next(f"plan-{n}" for n in range(len(plans) + 1) if f"plan-{n}" not in plans)
    sign_in = "signing in with " if signs_in else ""
    for suspended in sorted({False, viewer.suspended}, reverse=True):
        lifted = replace(viewer, suspended=suspended)
        also = " and the end of their suspension" if viewer.suspended and not suspended else ""
        for place, words in [("", "an active contract of any location"), (portal, "")]:
            for plan in [free, *plans] if place else [free]:
                held = LiveContract(0, place, plan, 0, frozen=False)
                named = f" for `{plan}`" if plan != free else ""
                text = words or f"an active contract{named} issued by `{portal}`"
                added = replace(lifted, contracts=(*lifted.contracts, held))
                yield Change("contract", f"{sign_in}{text}{also}", added, (lifted,))


def _with_roles(
    policies: PolicySet, signed_in: Viewer, viewer: Viewer, portal: str
) -> Iterator[Change]:
    teams = (*signed_in.teams, (0, "administrator"), (0, "member"), (0, ANY_ROLE))
    words = "a place in a team, on that team's records"
    yield Change("team", words, replace(signed_in, teams=teams), (signed_in,))
    roles = policies.layers.rules.staff.roles
    for role in sorted(roles, key=lambda role: (len(roles[role]), role)):
        grants = viewer.staff | {(role, portal)}
        words = f"the staff role `{role}` at `{portal}`"
        yield Change("staff", words, replace(viewer, staff=grants))
