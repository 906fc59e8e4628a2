"""`portal invoice`: bill what is due, at every location; run every day, and as often as wanted."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

import typer

from access.phrases import counted
from access.policy_set import PolicySet
from gateway.clock import utc_now
from gateway.commands.asking import current_of
from gateway.commands.exits import Exit
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import fail, note, print_json, print_result
from gateway.databases import opened_database
from gateway.settings import Settings
from resolvers.commerce.billing_round import Report, bill_all
from resolvers.money import decimal
from store.currencies import digits_of


def invoice(
    at: Annotated[
        str | None,
        typer.Option(help="One location, instead of all.", metavar="LOCATION"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be billed, and keep nothing.")
    ] = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Bill cycles that have begun and what was bought, once; run it every day.

    Each location goes by its own calendar. Whoever owes for longer than `suspension.automatic`
    says is suspended first; whoever is suspended is not billed until that is over.
    It may be run again at any time, by two at once, and after it was interrupted.
    """
    settings = settings_for(root, database)
    policies = current_of(settings.root).policies
    if at is not None and at not in policies.tree:
        raise typer.BadParameter(f"there is no location `{at}`", param_hint="--at")
    report = asyncio.run(_run(settings, policies, at, utc_now(), keep=not dry_run))
    _show(report, output, dry_run=dry_run)
    if report.failed:
        raise typer.Exit(Exit.PROBLEMS)


async def _run(
    settings: Settings, policies: PolicySet, at: str | None, now: dt.datetime, *, keep: bool
) -> Report:
    async with opened_database(settings) as database:
        return await bill_all(
            database, policies, list(policies.tree) if at is None else [at], now, keep=keep
        )


def _show(report: Report, output: Format, *, dry_run: bool) -> None:
    if output is Format.JSON:
        print_json(_entry(report, dry_run=dry_run))
    else:
        for suspended in report.suspended:
            print_result(
                f"{suspended.location}  customer:{suspended.customer}  "
                f"suspended: {suspended.invoice} is overdue"
            )
        for each in report.issued:
            amount = decimal(each.total_minor, digits_of(each.currency))
            number = "-" if dry_run else each.number
            print_result(
                f"{each.location}  {number}  customer:{each.customer}  "
                f"{amount} {each.currency}  due {each.due_date}"
            )
        would = "would be written" if dry_run else "written"
        note(f"{counted(len(report.issued), 'invoice')} {would}")
        if report.suspended:
            were = "would be suspended" if dry_run else "suspended"
            note(f"{counted(len(report.suspended), 'customer')} {were}")
        if report.unbilled:
            people = counted(len(set(report.unbilled)), "customer")
            note(f"{people} not billed: suspended or archived")
    for location, customer in report.failed:
        fail(f"{location}: customer:{customer} could not be billed: a row breaks a rule")


def _entry(report: Report, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry-run": dry_run,
        "issued": [
            {
                key.replace("_", "-"): value
                for key, value in asdict(each).items()
                if not (dry_run and key in ("id", "number"))
            }
            for each in report.issued
        ],
        "suspended": [asdict(each) for each in report.suspended],
        "unbilled": sorted(set(report.unbilled)),
        "failed": [{"location": place, "customer": who} for place, who in report.failed],
    }
