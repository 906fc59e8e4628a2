"""What the commands that edit have in common: what is meant, and what should become of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer

from access.phrases import together
from access.wishes import LEASHES, NOBODY, EditRefused, Part, part_named
from documents.composer import compose
from gateway.commands.asking import stop

RuleArgument = Annotated[
    str,
    typer.Argument(
        help="A field (`Event.attendees`), a type (`Event`, for its scope), a section "
        "(`bookings`), an action (`bookings.create`) or a switch (`freeze.member-sections`).",
        metavar="RULE",
    ),
]
LocationOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        help="The location that changes the rule.",
        metavar="LOCATION",
        show_default="the network's own rule",
    ),
]
SinceOption = Annotated[
    str | None, typer.Option("--from", help="The first day.", metavar="DATE")
]
UntilOption = Annotated[
    str | None, typer.Option(help="The first day on which it is over.", metavar="DATE")
]
FeatureOption = Annotated[
    bool, typer.Option("--feature", help="Of a section: whether it is on or off.")
]
LeashOption = Annotated[
    bool, typer.Option("--locations-may", help="How far locations may go with it.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
]


_SAID_OF = {
    Part.SECTION: ("--audience", "--feature", "--locations-may", "--keep"),
    Part.ACTION: ("--audience",),
    Part.FIELD: ("--audience", "--hide", "--locations-may", "--keep"),
    Part.SCOPE: ("--scope", "--locations-may"),
    Part.SWITCH: ("--value",),
}
"""What can be said of a rule of each kind that is known by its name alone."""


def part_of(
    name: str, *, feature: bool = False, leash: bool = False, keep: bool = False
) -> Part:
    """Tell what is meant by *name*; stop where nothing is called like that."""
    try:
        part = part_named(name)
    except EditRefused as refused:
        stop(str(refused))
    if feature and part is not Part.SECTION:
        raise typer.BadParameter("only a section can be switched", param_hint="--feature")
    if leash and (feature or part not in LEASHES):
        raise typer.BadParameter(
            "only sections, fields and scopes have a leash", param_hint="--locations-may"
        )
    if keep and (feature or leash or part not in (Part.SECTION, Part.FIELD)):
        raise typer.BadParameter("only sections and fields are kept", param_hint="--keep")
    if keep:
        return Part.KEEP
    if leash:
        return LEASHES[part]
    return Part.FEATURE if feature else part


def words_of(text: str) -> tuple[str, ...]:
    """Take a list apart that was written with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def value_of(
    part: Part,
    audience: str | None,
    scope: str | None,
    value: str | None,
    leash: str | None,
    *,
    hide: bool,
    keep: bool = False,
) -> Any:
    """Return the value that was given, with the option that fits the *part*."""
    given = {
        "--audience": audience, "--scope": scope, "--value": value, "--locations-may": leash,
        "--hide": hide or None, "--keep": keep or None,
    }  # fmt: skip
    fitting = {
        Part.SECTION: ("--audience",),
        Part.ACTION: ("--audience",),
        Part.FIELD: ("--audience", "--hide"),
        Part.SCOPE: ("--scope",),
        Part.SWITCH: ("--value",),
        Part.FEATURE: ("--feature",),
        Part.SECTION_LEASH: ("--locations-may",),
        Part.FIELD_LEASH: ("--locations-may",),
        Part.SCOPE_LEASH: ("--locations-may",),
        Part.KEEP: ("--keep",),
    }[part]
    said = [option for option, each in given.items() if each is not None]
    if not said:
        raise typer.BadParameter(
            f"say what should become of the {part}, with {together(_SAID_OF[part], 'or')}",
            param_hint=fitting[0],
        )
    if len(said) != 1 or said[0] not in fitting:
        raise typer.BadParameter(
            f"{together(said)} cannot be said of the {part} here; use {together(fitting, 'or')} "
            "alone",
            param_hint=said[0],
        )
    if keep:
        return True
    if hide:
        return NOBODY
    if value is not None:
        return plain_value(value)
    return words_of(audience or scope or leash or "")


def plain_value(text: str) -> Any:
    """Read the value of a switch as a file would: `allow`, `true`, `[home, events]`."""
    read = compose("--value", text)
    if not read.complete or read.problems:
        raise typer.BadParameter(
            f"`{text}` cannot be read; write for example allow, true or [home, events]",
            param_hint="--value",
        )
    return read.data


def day_of(option: str, text: str | None) -> str | None:
    """See to it that a date is one."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(
            f"`{text}` is no date; write 2026-10-01", param_hint=option
        ) from None
