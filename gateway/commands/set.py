"""`portal set`: change one rule in the one file that holds it, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from access.wishes import Wish
from gateway.commands.options import ROOT, Format, FormatOption, RootOption
from gateway.commands.wishing import (
    DryRunOption,
    LocationOption,
    RuleArgument,
    SinceOption,
    UntilOption,
    day_of,
    part_of,
    value_of,
)
from gateway.commands.writing import write


class OnOff(StrEnum):
    """What a feature is switched to."""

    ON = "on"
    OFF = "off"


def set_rule(
    rule: RuleArgument,
    audience: Annotated[
        str | None,
        typer.Option(
            help="Whom a field is shown, a section open or an action allowed to; several with "
            "commas between.",
            metavar="NAMES",
        ),
    ] = None,
    hide: Annotated[bool, typer.Option("--hide", help="Show the field to nobody.")] = False,
    everywhere: Annotated[
        bool,
        typer.Option(
            "--everywhere", help="With --hide: this location's records hide it at every portal."
        ),
    ] = False,
    feature: Annotated[
        OnOff | None, typer.Option(help="Switch the section on or off.", metavar="on|off")
    ] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            help="Whose records a portal shows, such as `current,child`.", metavar="SCOPES"
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Option(help="What the switch is set to.", metavar="VALUE")
    ] = None,
    locations_may: Annotated[
        str | None,
        typer.Option(
            "--locations-may",
            help="How far locations may open a section or a field, or which scopes of a type "
            "they may choose from; with --at, those below it.",
            metavar="NAMES",
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Let no location close the section, or hide the field.")
    ] = False,
    at: LocationOption = None,
    because: Annotated[
        str | None, typer.Option(help="Why; a location's change needs a reason.", metavar="WORDS")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    dry_run: DryRunOption = False,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Change one rule: one place in the one file that holds it. All else stays as it is written.

    Without --at it is the network's own rule, else an entry of that location's `changes`.
    What would not hold is refused, and nothing is written.
    """
    part = part_of(rule, feature=feature is not None, leash=locations_may is not None, keep=keep)
    said = (
        feature.value
        if feature is not None and (audience, scope, value, hide) == (None, None, None, False)
        else value_of(part, audience, scope, value, locations_may, hide=hide, keep=keep)
    )
    dates = day_of("--from", since), day_of("--until", until)
    wish = Wish(part, rule, said, at, because, *dates, everywhere)
    write(wish, root, output, dry_run=dry_run)
