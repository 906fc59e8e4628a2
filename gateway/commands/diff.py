"""`portal diff`: what an edit of the policies changes, where, and for whom."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from access.comparing import Comparison, Lasting, compare_sets
from access.counting import Group, Sample
from access.crowds import Crowd
from access.policy_set import PolicySet
from gateway.clock import utc_now
from gateway.commands.asking import stop, with_rows
from gateway.commands.diff_entries import Report, Row
from gateway.commands.diff_report import diff_report
from gateway.commands.diff_screen import diff_markdown, diff_screen
from gateway.commands.exits import Exit
from gateway.commands.options import ROOT, DatabaseOption, NoPeopleOption, RootOption, root_folder
from gateway.commands.screen import print_json, print_result
from gateway.policies.kept import RUNNING, NotKept, find_kept, names_kept, policies_of_set
from gateway.policies.revisions import NoSuchRevision, policies_named
from resolvers.persons import find_groups, find_names
from schema.shape import graph_shape
from store.databases import Connection


class DiffFormat(StrEnum):
    """How the comparison is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="A folder with policies/ and locations/, git:REVISION, `running` for the set in "
            "force as the database keeps it, or a hash that `portal history` shows.",
            metavar="OLD",
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(help="Likewise.", metavar="[NEW]", show_default="the root as it stands"),
    ] = None,
    no_people: NoPeopleOption = False,
    names: Annotated[
        bool, typer.Option("--names", help="Name the people who are samples, besides their ids.")
    ] = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: Annotated[
        DiffFormat,
        typer.Option("--format", help="For people, for a pull request, or for machines."),
    ] = DiffFormat.TEXT,
) -> None:
    """Say what is looser or stricter in NEW than in OLD, for which people and where.

    Decided over every kind of viewer at every location, from today on. Ends with 1 where something
    is looser, so that a script can ask for a second look.
    """
    root_folder(root)
    if names and no_people:
        raise typer.BadParameter("nobody is counted who could be named", param_hint="--names")
    try:
        before = _policies(old, root, database)
        after = _policies(new if new is not None else str(root), root, database)
    except (NoSuchRevision, NotKept) as reason:
        stop(str(reason))
    report = compared(before, after, None if no_people else (root, database))
    if names:
        report = replace(report, names=_names(report, root, database))
    _print(report, output)
    if report.comparison.is_looser:
        raise typer.Exit(Exit.PROBLEMS)


def _policies(name: str, root: Path, database: str | None) -> PolicySet:
    """Load the policies that *name* names; a folder of that name comes before a hash."""
    if not names_kept(name) or (name != RUNNING and Path(name).is_dir()):
        return policies_named(name, root)
    kept = with_rows(root, database, lambda connection: find_kept(connection, name))
    return policies_of_set(kept, graph_shape())


def _names(report: Report, root: Path, database: str | None) -> dict[tuple[str, Sample], str]:
    """Read what those people are called who are samples of a difference."""
    asked: dict[str, set[Sample]] = {}
    for row in report.rows:
        for touched in (row.touched or {}).values():
            samples = {*touched.gaining.samples, *touched.losing.samples}
            asked.setdefault(row.lasting.site.network, set()).update(samples)

    async def look(connection: Connection) -> dict[tuple[str, Sample], str]:
        return {
            (network, sample): name
            for network, samples in asked.items()
            for sample, name in (await find_names(connection, network, samples)).items()
        }

    return with_rows(root, database, look) if asked else {}


def compared(
    before: PolicySet, after: PolicySet, rows: tuple[Path, str | None] | None
) -> Report:
    """Compare two sets from today on; with *rows*, a root and a database, people are counted."""
    now = utc_now()
    comparison = compare_sets(before, after, now)
    groups: dict[str, list[Group]] = {}
    networks = sorted({each.site.network for each in comparison.found})

    async def look(connection: Connection) -> None:
        for network in networks:
            groups[network] = await find_groups(connection, network, now)

    if networks and rows is not None:
        with_rows(*rows, look)
    crowds = {
        network: Crowd(everybody, _of_network(comparison, network))
        for network, everybody in groups.items()
    }
    found = tuple(_row(each, crowds.get(each.site.network)) for each in comparison.found)
    people = {name: sum(group.count for group in each) for name, each in groups.items()}
    return Report(before, after, comparison, found, people)


def _of_network(comparison: Comparison, network: str) -> list[Lasting]:
    return [each for each in comparison.found if each.site.network == network]


def _row(lasting: Lasting, crowd: Crowd | None) -> Row:
    if crowd is None:
        return Row(lasting, None)
    return Row(lasting, {portal: crowd.touched(lasting, portal) for portal in lasting.portals})


def _print(report: Report, output: DiffFormat) -> None:
    match output:
        case DiffFormat.JSON:
            print_json(diff_report(report))
        case DiffFormat.MARKDOWN:
            print_result(diff_markdown(report))
        case DiffFormat.TEXT:
            print_result(diff_screen(report))
