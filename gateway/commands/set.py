"""`portal set`: change one rule in the one file that holds it, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from access.comparing import compare_sets
from access.edits import Tried
from access.policy_set import PolicySet
from access.wishes import EditRefused, Wish
from documents.manuscript import CannotBeChanged
from gateway.commands.asking import moment_now, stop, stop_unwritten, user_name
from gateway.commands.diff_entries import Report, Row
from gateway.commands.diff_report import diff_report
from gateway.commands.diff_screen import diff_screen
from gateway.commands.options import ROOT, Format, FormatOption, RootOption
from gateway.commands.screen import note, print_json, print_result
from gateway.commands.wishing import LocationOption, RuleArgument, day_of, part_of, value_of
from gateway.editing import edit_folders, read_folders
from gateway.policies import PoliciesRefused
from schema.shape import graph_shape


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
    at: LocationOption = None,
    because: Annotated[
        str | None, typer.Option(help="Why; a location's change needs a reason.", metavar="WORDS")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="The first day.", metavar="DATE")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="The first day on which it is over.", metavar="DATE")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Change one rule: one place in the one file that holds it. All else stays as it is written.

    Without --at it is the network's own rule, else an entry of that location's `changes`.
    What would not hold is refused, and nothing is written.
    """
    part = part_of(rule, feature=feature is not None)
    said = (
        feature.value
        if feature is not None and (audience, scope, value, hide) == (None, None, None, False)
        else value_of(part, audience, scope, value, hide=hide)
    )
    dates = day_of("--from", since), day_of("--until", until)
    wish = Wish(part, rule, said, at, because, *dates, everywhere)
    if not root.is_dir():
        raise typer.BadParameter(f"there is no folder {root}", param_hint="--root")
    before = read_folders(root.resolve(), graph_shape())
    try:
        tried = (
            before.try_edit(wish)
            if dry_run
            else edit_folders(root.resolve(), wish, graph_shape(), user_name())
        )
    except (EditRefused, CannotBeChanged) as refused:
        stop(str(refused))
    except OSError as error:
        stop_unwritten(error)
    if tried.problems or tried.compiled is None or tried.compiled.policies is None:
        raise PoliciesRefused(tried.problems)
    _show(tried, before.policies, tried.compiled.policies, output)
    if not tried.edit.lines:
        note(f"{tried.edit.path} says so already; nothing is written")
    elif dry_run:
        note("Nothing is written.")
    else:
        note(f"{tried.edit.path} is saved. A gateway that runs takes it in a moment.")


def _show(tried: Tried, old: PolicySet, new: PolicySet, output: Format) -> None:
    comparison = compare_sets(old, new, moment_now())
    rows = tuple(Row(each, None) for each in comparison.found)
    report = Report(old, new, comparison, rows, {})
    if output is Format.JSON:
        edit = {"path": tried.edit.path, "patch": tried.edit.lines}
        print_json({**edit, **diff_report(report)})
    elif tried.edit.lines:
        print_result("\n".join([*tried.edit.lines, "", diff_screen(report)]))
