"""What differences are about: a section, the records of a type, a field, or an action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from access.levels import SECTIONS
from access.policy_set import PolicySet
from access.questions import Kind, Question


class About(StrEnum):
    """What a difference is about."""

    SECTION = "section"
    SCOPE = "records"
    FIELD = "field"
    ACTION = "action"


_QUESTIONS = {
    About.SECTION: Kind.SECTION,
    About.FIELD: Kind.FIELD,
    About.ACTION: Kind.ACTION,
}


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A section, the records of a type, a field (`Type.field`), or an action."""

    about: About
    name: str

    @property
    def type_name(self) -> str:
        """The type that records and fields are of."""
        return self.name.partition(".")[0]

    @property
    def field(self) -> str:
        """The field, without its type."""
        return self.name.partition(".")[2]

    @property
    def question(self) -> Question | None:
        """The question that explains the subject; records alone are no question."""
        kind = _QUESTIONS.get(self.about)
        return None if kind is None else Question(kind, self.name)


def subjects(*sets: PolicySet) -> list[Subject]:
    """Return everything that one of *sets* decides about, in the order of a report."""
    types = {name: shape for each in sets for name, shape in each.shape.types.items()}
    actions = {
        name for each in sets for name in (*each.layers.rules.actions, *each.shape.actions)
    }
    fields = {f"{name}.{field}" for name, shape in types.items() for field in shape.listable}
    return [
        *(Subject(About.SECTION, name) for name in SECTIONS),
        *(Subject(About.SCOPE, name) for name in sorted(types)),
        *(Subject(About.FIELD, name) for name in sorted(fields)),
        *(Subject(About.ACTION, name) for name in sorted(actions)),
    ]
