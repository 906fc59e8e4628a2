"""Promises about scopes: whose records a portal shows, whoever looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from access.in_force import InForce, TypeInForce
from access.levels import HOME_SCOPES, is_covered
from access.proving.budget import Budget
from access.proving.grounds import Ground
from access.proving.promise import Kind, Promise
from access.proving.questions import Asker
from access.proving.states import State
from access.proving.verdicts import Breach, Breached, Through

NOWHERE: frozenset[str] = frozenset()


def scope_breaches(
    promise: Promise, grounds: Iterable[Ground], asker: Asker, budget: Budget
) -> Iterator[Breached]:
    """Yield where a portal shows records beyond the promised scopes, or does not show theirs."""
    type_name = promise.subjects[0].type_name
    for ground in grounds:
        rule = ground.rules.types.get(type_name)
        if not _holds_everywhere(promise, rule):
            for portal in ground.portals:
                rules = replace(ground.rules, portal=ground.rules.tree[portal])
                found = _first_breach(promise, rule, rules, asker, budget)
                if found is not None:
                    yield Breached(portal, ground.start, ground.end, found)


def outside_of_promise(
    promise: Promise, rule: TypeInForce | None, rules: InForce, asker: Asker, state: State
) -> frozenset[str]:
    """Return the locations whose records are shown, or left out, against the promise."""
    who = rules.project(state.viewer(rules.tree, rules.portal.id))
    shown = asker.places(rule, rules, who) if rule is not None else NOWHERE
    promised = rules.tree.places(promise.scopes, rules.portal.id, state.home)
    return shown - promised if promise.kind is Kind.NEVER else promised - shown


def _first_breach(
    promise: Promise, rule: TypeInForce | None, rules: InForce, asker: Asker, budget: Budget
) -> Breach | None:
    for state in _states(promise, rule, rules):
        budget.spend()
        places = outside_of_promise(promise, rule, rules, asker, state)
        if places:
            return Breach(state, Through.RECORDS, places=places)
    return None


def _states(promise: Promise, rule: TypeInForce | None, rules: InForce) -> Iterator[State]:
    """Yield whoever sees other locations than the one before: scopes look at homes alone."""
    yield State(None)
    scopes = {*promise.scopes, *(rule.scope if rule is not None else ())}
    if scopes & HOME_SCOPES:
        for home in (None, *sorted(rules.tree.network(rules.portal.root))):
            yield State((), home=home)


def _holds_everywhere(promise: Promise, rule: TypeInForce | None) -> bool:
    """Tell whether the scopes' meaning alone keeps the promise, in every tree."""
    own = frozenset(rule.scope) if rule is not None else frozenset()
    promised = frozenset(promise.scopes)
    if promise.kind is Kind.NEVER:
        return all(is_covered(scope, promised) for scope in own)
    return all(is_covered(scope, own) for scope in promised)
