"""`portal history`: which policy sets were in force, from when until when, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from gateway.commands.asking import with_rows
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import note, print_json, print_result
from store.policy_history import Activation, read_activations

SHORT = 8
"""So many characters of a hash are shown, and enough to name it."""


def history(
    most: Annotated[int, typer.Option("--last", help="How many to list.", min=1, max=1000)] = 20,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the policy sets that were in force, the latest first: when, by whom, and why."""
    found = with_rows(root, database, lambda connection: read_activations(connection, limit=most))
    if output is Format.JSON:
        print_json([_entry(each) for each in found])
    elif found:
        print_result("\n".join(_screen(found)))
    else:
        note("No policy set is kept yet: a gateway keeps each one that it puts in force.")


def _screen(found: list[Activation]) -> list[str]:
    lines = []
    for each in found:
        until = f"until {each.until:%Y-%m-%d %H:%M}" if each.until else "in force"
        by_whom = each.by_whom or "an edit of the files"
        line = f"{each.hash[:SHORT]}  from {each.since:%Y-%m-%d %H:%M}  {until:22}  {by_whom}"
        lines.append(line + (f": {each.why}" if each.why else ""))
    return [*lines, "", "Moments are in UTC."]


def _entry(each: Activation) -> dict[str, object]:
    return {
        "number": each.number,
        "policies": each.hash,
        "digest": each.digest,
        "from": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else None,
        "by": each.by_whom,
        "why": each.why,
    }
