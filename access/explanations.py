"""Explanations: every layer that an answer passes through, in order, with the line that decides.

Nothing is decided here. Each layer repeats one test of the compiled policies in words; the answer
is the policy set's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from access.chains import (
    Link,
    action_chain,
    feature_chain,
    field_chain,
    hidden_links,
    scope_chain,
    section_chain,
)
from access.decision import Decision
from access.denials import PORTAL, way_to
from access.in_force import InForce
from access.phrases import audience_in_words, counted, facts_in_words, scope_in_words
from access.policy_set import PolicySet
from access.projection import Projection
from access.questions import Kind, Question, Reach
from access.viewer import Viewer
from documents.places import Place
from documents.quoting import listed


class Verdict(StrEnum):
    """What a layer says."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNASKED = "-"


@dataclass(frozen=True, slots=True)
class Layer:
    """One test on the way to an answer; *chain* is who changed it, the network first."""

    name: str
    verdict: Verdict
    sentence: str
    place: Place | None = None
    chain: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with everything that it depends on."""

    question: Question
    portal: str
    moment: dt.datetime
    decision: Decision
    reach: Reach
    layers: tuple[Layer, ...]
    facts: tuple[str, ...]


def explain(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> Explanation:
    """Explain what *policies* answer *viewer* at *portal* at the moment *now*."""
    rules = policies.rules_at(portal, now)
    asking = _Asking(policies, viewer, portal, now, rules, rules.project(viewer))
    match question.kind:
        case Kind.SECTION:
            layers = [asking.credential(), *asking.doors(question.name)]
        case Kind.ACTION:
            layers = [asking.credential(), *asking.action(question.name)]
        case Kind.FIELD:
            layers = [asking.credential(), *asking.field(question)]
    return Explanation(
        question,
        portal,
        now,
        question.decide(policies, viewer, portal, now),
        question.reach(policies, viewer, portal, now),
        tuple(layers),
        tuple(facts_in_words(viewer, rules)),
    )


def said(holds: object) -> Verdict:
    """Turn the outcome of a test into a verdict."""
    return Verdict.YES if holds else Verdict.NO


@dataclass(frozen=True, slots=True)
class _Asking:
    """One viewer at one portal at one moment, and what the layers look at."""

    policies: PolicySet
    viewer: Viewer
    portal: str
    now: dt.datetime
    rules: InForce
    who: Projection

    @property
    def day(self) -> dt.date:
        return self.rules.portal.day(self.now)

    def credential(self) -> Layer:
        if self.viewer.network != self.rules.portal.root:
            sentence = f"a login of `{self.viewer.network}` is nobody in `{self.rules.portal.root}`"
            return Layer("credential", Verdict.NO, sentence)
        if self.who.profile:
            return Layer("credential", Verdict.YES, "signed in as a customer")
        words = "staff without a profile" if self.viewer.staff else "not signed in"
        return Layer("credential", Verdict.UNASKED, f"{words}; what is public is open all the same")

    # ------------------------------------------------------------ doors

    def doors(self, section: str | None, *, portal_asked: bool = True) -> Iterator[Layer]:
        """Yield the feature, section `portal`, the section itself, and being suspended."""
        behind = section if section != PORTAL else None
        if behind is not None:
            yield self.feature(behind)
        if portal_asked:
            yield self.door(PORTAL)
        else:
            yield Layer("section portal", Verdict.UNASKED, "reached even where `portal` is closed")
        if behind is None:
            return
        yield self.door(behind)
        if self.who.suspended:
            readable = way_to(behind, self.rules, self.who).readable
            words = "may" if readable else "may not"
            yield Layer(
                "suspension",
                said(readable),
                f"the suspended {words} read section `{behind}`",
                self.rules.readable_place,
            )

    def feature(self, section: str) -> Layer:
        door = self.rules.sections[section]
        state = "on" if door.feature else "off"
        return Layer(
            "feature",
            said(door.feature),
            f"section `{section}` is switched {state}",
            door.feature_place,
            feature_chain(self.policies.layers, section, self.portal, self.day),
        )

    def door(self, section: str) -> Layer:
        door = self.rules.sections[section]
        return Layer(
            f"section {section}",
            said(self.who.truth & door.tests),
            f"open to {door.access.words}: {audience_in_words(door.access.audience)}",
            door.access.place,
            section_chain(self.policies.layers, section, self.portal, self.day),
        )

    # ------------------------------------------------------------ actions

    def action(self, action: str) -> Iterator[Layer]:
        rule = self.rules.actions.get(action)
        if rule is None:
            place = self.policies.layers.rules.actions_place
            yield Layer("action", Verdict.NO, "no file lists it: nobody may do it", place)
            return
        yield self.door(PORTAL)
        yield Layer(
            "action",
            said(self.who.truth & rule.tests),
            f"allowed to {rule.access.words}: {audience_in_words(rule.access.audience)}",
            rule.access.place,
            action_chain(self.policies.layers, action, self.portal, self.day),
        )
        if self.viewer.suspended:
            kept = "allowed to" if rule.rule.while_suspended else "denied to"
            yield Layer(
                "suspension",
                said(rule.rule.while_suspended),
                f"{kept} whoever is suspended",
                rule.rule.suspended_place,
            )
        permissions = rule.access.audience.permissions
        if permissions:
            held = permissions & self.rules.permissions_here(self.viewer)
            yield self.staff(permissions, held, rule.access.place, "here")

    # ------------------------------------------------------------ fields

    def field(self, question: Question) -> Iterator[Layer]:
        name, field = question.field
        rule = self.rules.types.get(name)
        if rule is None:
            yield Layer("type", Verdict.NO, f"no file lists type `{name}`: nobody sees it")
            return
        cell = question.cell(self.policies, self.viewer, self.portal, self.now)
        exempt = field in self.policies.shape.types[name].exempt
        yield from self.doors(rule.rule.section, portal_asked=not exempt)
        yield self.rows(name)
        yield from self.audience(question)
        network = rule.rule.fields.get(field)
        if network is None:
            return
        audience, place = network.audience, network.place
        if audience.own:
            yield Layer("own record", said(cell.own), _granted(cell.own, "the viewer's own"), place)
        if audience.team_roles:
            held = bool(cell.team_roles)
            yield Layer("own team", said(held), _granted(held, "teams of the viewer's"), place)
        if audience.permissions:
            yield self.staff(audience.permissions, cell.permissions, place, "where they hold it")

    def rows(self, name: str) -> Layer:
        rule = self.rules.types[name]
        places = self.policies.mask(self.viewer, self.portal, self.now).locations[name]
        shape = self.policies.shape.types[name]
        sentence = (
            f"records of {scope_in_words(rule.scope)} ({counted(len(places), 'location')})"
            if places
            else f"records of {scope_in_words(rule.scope)}, and the viewer has none"
        )
        if rule.rule.from_record and (shape.audience or shape.plans):
            own = "one that names an audience or plans is for those"
            if rule.rule.lock:
                own = "one for others is shown and cannot be used"
            sentence = f"{sentence}; {own}"
        chain = scope_chain(self.policies.layers, name, self.portal, self.day)
        return Layer("records", said(places), sentence, rule.scope_place, chain)

    def audience(self, question: Question) -> Iterator[Layer]:
        name, field = question.field
        layers, rule = self.policies.layers, self.rules.types[name]
        chain = field_chain(layers, (name, field), self.portal, self.day)
        shown = rule.fields.get(field)
        if shown is None:
            yield Layer("field", Verdict.NO, "in no list: nobody sees it", rule.rule.place, chain)
            return
        levels = audience_in_words(shown.access.audience.at_levels)
        sentence = f"shown to {shown.access.words}"
        if shown.tests:
            sentence += f"; of the portal's visitors: {levels}"
        elif shown.access.audience or shown.own or shown.team_roles or shown.permissions:
            sentence += "; to nobody merely for visiting the portal"
        passes = self.who.truth & shown.tests
        yield Layer("field", said(passes), sentence, shown.access.place, chain)
        hidden = hidden_links(layers, (name, field), self.rules.portal.root, self.day)
        if not hidden:
            return
        mask = self.policies.mask(self.viewer, self.portal, self.now)
        hiding = {link.location for link in hidden} & mask.locations[name]
        gone = mask.locations[name] <= hiding
        verdict = Verdict.NO if gone else Verdict.PARTLY if hiding else Verdict.YES
        where = listed(sorted(str(link.location) for link in hidden), "and")
        verb = "hides it on its own records" if len(hidden) == 1 else "hide it on their own records"
        sentence = f"{where} {verb}, at every portal"
        if not hiding:
            sentence += "; none of those records is shown here"
        yield Layer("hidden everywhere", verdict, sentence, hidden[0].place, hidden)

    def staff(
        self, wanted: frozenset[str], held: frozenset[str], place: Place, where: str
    ) -> Layer:
        words = listed(sorted(held or wanted))
        sentence = (
            f"the viewer holds {words}; shown {where}"
            if held
            else f"the viewer does not hold {words}"
        )
        return Layer("staff", said(held), sentence, place)


def _granted(granted: bool, whose: str) -> str:
    if granted:
        return f"shown on records that are {whose}"
    return f"it would be shown on records that are {whose}, and this viewer has none"
