"""What somebody wants to be changed: one rule, of the network or at one location."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from access.levels import SECTIONS
from access.switches import SWITCHES
from documents.quoting import listed
from documents.suggestions import did_you_mean

NOBODY = ("nobody",)


class Part(StrEnum):
    """What a rule is about. The value says what an operator calls it."""

    SECTION = "section"
    FEATURE = "feature"
    FIELD = "field"
    SCOPE = "scope"
    ACTION = "action"
    SWITCH = "switch"
    SECTION_LEASH = "leash of section"
    FIELD_LEASH = "leash of field"
    SCOPE_LEASH = "leash of type"
    KEEP = "keep of"


LEASHES = {
    Part.SECTION: Part.SECTION_LEASH,
    Part.FIELD: Part.FIELD_LEASH,
    Part.SCOPE: Part.SCOPE_LEASH,
}
"""How far locations may go with a rule, for each part that has a leash (`locations-may`)."""

OF_AUDIENCES = (
    Part.SECTION,
    Part.FIELD,
    Part.ACTION,
    Part.SECTION_LEASH,
    Part.FIELD_LEASH,
)
"""What is opened or allowed to audiences; the wish's value is then a tuple of their names."""


class EditRefused(Exception):
    """What was wished for cannot be written; the text says why, to the operator."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One rule, and what it should say.

    `name`      as files have it: `Event.attendees`, `Event`, `bookings`, `bookings.create`
    `value`     audiences or scopes as a tuple, `on` or `off`, True for what locations have to
                keep, or what a switch is set to; None: nothing, what stands there is taken out
    `at`        the location that changes the rule; None: the network's own rule
    `because`, `since`, `until`   of a location's change; dates as files have them
    `everywhere`   of a hidden field: hide it on this location's records at every portal
    """

    part: Part
    name: str
    value: Any
    at: str | None = None
    because: str | None = None
    since: str | None = None
    until: str | None = None
    everywhere: bool = False

    @property
    def type_name(self) -> str:
        """The type, where the name is a type's or that of one of its fields."""
        return self.name.partition(".")[0]

    @property
    def field(self) -> str:
        """The field without its type; empty where the name is no field's."""
        return self.name.partition(".")[2]

    @property
    def written(self) -> Any:
        """The value as a file has it: a single audience stands without brackets."""
        if self.part in OF_AUDIENCES and len(self.value) == 1:
            return self.value[0]
        return list(self.value) if isinstance(self.value, tuple) else self.value

    @property
    def takes_out(self) -> bool:
        """Whether the file should say nothing of it any more."""
        return self.value is None

    @property
    def hides(self) -> bool:
        """Whether a location hides a field."""
        return self.part is Part.FIELD and self.value == NOBODY

    def __str__(self) -> str:
        return f"{self.part} `{self.name}`"


def part_named(name: str) -> Part:
    """Tell what *name* is the name of; a section's feature goes by the section's name.

    Raises:
        EditRefused: nothing is called like that.
    """
    if name in SWITCHES:
        return Part.SWITCH
    if name in SECTIONS:
        return Part.SECTION
    if name[:1].isupper():
        return Part.FIELD if "." in name else Part.SCOPE
    if "." in name:
        if any(name.partition(".")[0] == each.partition(".")[0] for each in SWITCHES):
            hint = did_you_mean(name, SWITCHES)
            raise EditRefused(f"`{name}` is no switch; {hint or f'they are {listed(SWITCHES)}'}")
        return Part.ACTION
    hint = did_you_mean(name, [*SECTIONS, *SWITCHES])
    raise EditRefused(
        f"`{name}` is no section and no switch; "
        + (hint or "a field is written `Event.attendees`, an action `bookings.create`")
    )
