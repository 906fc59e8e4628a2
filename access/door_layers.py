"""Layers that every explanation shares: the credential, the doors, and staff's permissions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from access.chains import feature_chain, section_chain, switch_chain
from access.denials import way_to
from access.in_force import InForce
from access.layer import Layer, Verdict, said
from access.levels import PORTAL
from access.phrases import audience_in_words
from access.policy_set import PolicySet
from access.projection import Projection, project_levels
from access.switches import MEMBER_SECTIONS
from access.viewer import Viewer
from documents.places import Place
from documents.quoting import listed


@dataclass(frozen=True, slots=True)
class Asking:
    """One viewer at one portal at one moment, and what the layers look at."""

    policies: PolicySet
    viewer: Viewer
    portal: str
    now: dt.datetime
    rules: InForce
    who: Projection

    @property
    def day(self) -> dt.date:
        """The date at the portal."""
        return self.rules.portal.day(self.now)

    def credential(self) -> Layer:
        """Say whether the viewer is somebody here; it decides nothing of what is public."""
        if self.viewer.network != self.rules.portal.root:
            sentence = f"a login of `{self.viewer.network}` is nobody in `{self.rules.portal.root}`"
            return Layer("credential", Verdict.NO, sentence)
        if self.who.profile:
            return Layer("credential", Verdict.YES, "signed in as a customer")
        words = "staff without a profile" if self.viewer.is_staff else "not signed in"
        return Layer("credential", Verdict.UNASKED, f"{words}; what is public is open all the same")

    def doors(self, section: str | None, *, portal_asked: bool = True) -> Iterator[Layer]:
        """Yield the feature, section `portal`, the section itself, and being suspended."""
        behind = section if section != PORTAL else None
        if behind is not None:
            yield self.feature(behind)
        if portal_asked:
            yield self.door(PORTAL)
            yield from self.frozen(self.rules.sections[PORTAL].tests)
        else:
            yield Layer("section portal", Verdict.UNASKED, "reached even where `portal` is closed")
        if behind is None:
            return
        yield self.door(behind)
        yield from self.frozen(self.rules.sections[behind].tests)
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
        """Say whether a section is switched on."""
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
        """Say whom a section admits."""
        door = self.rules.sections[section]
        return Layer(
            f"section {section}",
            said(self.who.truth & door.tests),
            f"open to {door.access.words}: {audience_in_words(door.access.audience)}",
            door.access.place,
            section_chain(self.policies.layers, section, self.portal, self.day),
        )

    def frozen(self, tests: int) -> Iterator[Layer]:
        """Say what becomes of frozen contracts, where it decides whether *tests* are passed."""
        rules, viewer = self.rules, self.viewer
        if viewer.customer is None or viewer.network != rules.portal.root:
            return
        passed = [
            project_levels(
                viewer, rules.levels, rules.relations, replace(rules.freeze, restrict=restrict)
            )[0]
            & tests
            for restrict in (True, False)
        ]
        if bool(passed[0]) == bool(passed[1]):
            return
        chain = switch_chain(self.policies.layers, MEMBER_SECTIONS, self.portal, self.day)
        kept = "does not open" if rules.freeze.restrict else "opens"
        sentence = f"{chain[-1].words}: a frozen contract {kept} what is for members"
        verdict = said(not rules.freeze.restrict)
        yield Layer("frozen contracts", verdict, sentence, chain[-1].place, chain)

    def staff(
        self, wanted: frozenset[str], held: frozenset[str], place: Place, where: str
    ) -> Layer:
        """Say which of the *wanted* permissions the viewer holds; *where* is where that counts."""
        words = listed(sorted(held or wanted))
        sentence = (
            f"the viewer holds {words}; shown {where}"
            if held
            else f"the viewer does not hold {words}"
        )
        return Layer("staff", said(held), sentence, place)
