"""Questions that an operator asks of a policy set: about a field, a section or an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from access.decision import Decision
from access.levels import SECTIONS
from access.mask import Cell, Code
from access.policy_set import PolicySet
from access.viewer import Viewer
from documents.suggestions import did_you_mean, with_hint


class Kind(StrEnum):
    """What a question is about."""

    SECTION = "section"
    FIELD = "field"
    ACTION = "action"


class Reach(IntEnum):
    """How far an answer reaches: no record, some that are the viewer's own affair, or all shown."""

    NOTHING = 0
    SOME = 1
    ALL = 2


class UnknownSubject(Exception):
    """There is no such field, section or action; the text says so to the operator."""


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """May somebody see *name* (a field: `Type.field`), enter it, or do it.

    `right` is one of the customer's own that an action needs besides, given and taken by staff; it
    is asked of customers of the database, and not of those who are made up.
    """

    kind: Kind
    name: str
    right: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} `{self.name}`"

    @property
    def field(self) -> tuple[str, str]:
        """The type and the field that a question about a field names."""
        type_name, _, field = self.name.partition(".")
        return type_name, field

    def check(self, policies: PolicySet) -> None:
        """See to it that *policies* decide about this.

        Raises:
            UnknownSubject: they do not.
        """
        if not self._is_decided(policies):
            known = [each.name for each in questions_of(policies, self.kind)]
            hint = did_you_mean(self.name, known)
            raise UnknownSubject(with_hint(f"no policy decides about {self}", hint))

    def _is_decided(self, policies: PolicySet) -> bool:
        """Whether this is one of `questions_of`, without a list of them all."""
        match self.kind:
            case Kind.SECTION:
                return self.name in SECTIONS
            case Kind.ACTION:
                listed = policies.layers.rules.actions
                return self.name in listed or self.name in policies.shape.actions
            case Kind.FIELD:
                type_name, field = self.field
                shape = policies.shape.types.get(type_name)
                return shape is not None and field in shape.listable

    def decide(
        self, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
    ) -> Decision:
        """Ask the policies."""
        match self.kind:
            case Kind.SECTION:
                return policies.section(self.name, viewer, portal, now)
            case Kind.ACTION:
                return self._with_right(policies.decide(self.name, viewer, portal, now), viewer)
            case Kind.FIELD:
                return policies.explain_field(*self.field, viewer, portal, now)

    def is_lacked_by(self, viewer: Viewer) -> bool:
        """Whether staff took the right that this needs from *viewer*, or never gave it."""
        return self.right is not None and bool(viewer.customer) and self.right not in viewer.rights

    def _with_right(self, decision: Decision, viewer: Viewer) -> Decision:
        if not decision or not self.is_lacked_by(viewer):
            return decision
        reason = f"{decision.reason}, and this customer lacks the right `{self.right}`"
        return Decision(False, Code.NOT_ALLOWED, reason, decision.place)

    def cell(self, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime) -> Cell:
        """Return the field's grants for *viewer*, as a request would be answered with."""
        type_name, field = self.field
        return policies.mask(viewer, portal, now).shape.types[type_name].cells[field]

    def reach(self, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime) -> Reach:
        """Say how far the answer reaches."""
        if self.kind is not Kind.FIELD:
            decision = self.decide(policies, viewer, portal, now)
            return Reach.ALL if decision else Reach.NOTHING
        cell = self.cell(policies, viewer, portal, now)
        if cell.portal:
            return Reach.ALL
        return Reach.SOME if cell else Reach.NOTHING


def questions_of(policies: PolicySet, kind: Kind) -> Iterator[Question]:
    """Yield everything of one kind that *policies* decide about, by name."""
    match kind:
        case Kind.SECTION:
            names = list(SECTIONS)
        case Kind.ACTION:
            names = sorted({*policies.layers.rules.actions, *policies.shape.actions})
        case Kind.FIELD:
            names = sorted(
                f"{name}.{field}"
                for name, shape in policies.shape.types.items()
                for field in shape.listable
            )
    for name in names:
        yield Question(kind, name)


def kind_of(name: str) -> Kind:
    """Tell what *name* must be meant as: `Event.attendees`, `bookings` or `bookings.create`."""
    if name[:1].isupper():
        return Kind.FIELD
    return Kind.ACTION if "." in name else Kind.SECTION
