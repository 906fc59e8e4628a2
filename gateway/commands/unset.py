"""`portal unset`: take one change, leash, feature or switch out of the file that holds it."""

from __future__ import annotations

from typing import Annotated

import typer

from access.wishes import Wish
from gateway.commands.options import ROOT, BecauseOption, Format, FormatOption, RootOption
from gateway.commands.wishing import (
    DryRunOption,
    FeatureOption,
    LeashOption,
    LocationOption,
    RuleArgument,
    SinceOption,
    UntilOption,
    day_of,
    part_of,
)
from gateway.commands.writing import write


def unset_rule(
    rule: RuleArgument,
    feature: FeatureOption = False,
    locations_may: LeashOption = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="That locations have to keep it.")
    ] = False,
    at: LocationOption = None,
    because: BecauseOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    dry_run: DryRunOption = False,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Take a change out: the rule is again what it is above. All else stays as it is written.

    With --at it is an entry of that location's `changes`, named by its dates if there are several.
    Without --at it is a leash, a feature or a switch of the network's own.
    """
    part = part_of(rule, feature=feature, leash=locations_may, keep=keep)
    dates = day_of("--from", since), day_of("--until", until)
    write(Wish(part, rule, None, at, because, *dates), root, output, dry_run=dry_run)
