"""`portal upcoming`: what the dates in the files will change by themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from access.comparing import Comparison
from access.policy_set import PolicySet
from access.upcoming import upcoming as coming_changes
from gateway.commands.asking import WhenOption, moment_of, policies_of
from gateway.commands.diff_entries import Report, Row
from gateway.commands.diff_report import differences_report
from gateway.commands.diff_screen import upcoming_screen
from gateway.commands.options import ROOT, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result

TEN_YEARS = 3660
"""As many days as anybody looks ahead."""


def upcoming(
    days: Annotated[int, typer.Option(help="How far to look ahead.", metavar="DAYS")] = 30,
    when: WhenOption = None,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say what becomes looser or stricter by itself, because a dated change begins or ends."""
    if not 1 <= days <= TEN_YEARS:
        message = f"look ahead for 1 day to {TEN_YEARS} days, and not for {days}"
        raise typer.BadParameter(message, param_hint="--days")
    policies, _ = policies_of(root)
    report = _report(policies, when, days)
    if output is Format.JSON:
        print_json(differences_report(report))
    else:
        print_result(upcoming_screen(report, days))


def _report(policies: PolicySet, when: str | None, days: int) -> Report:
    now = moment_of(policies, policies.tree.roots[0], when)
    found = tuple(coming_changes(policies, now, days))
    rows = tuple(Row(each, None) for each in found)
    return Report(policies, policies, Comparison((), (), found), rows, {})
