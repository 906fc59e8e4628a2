"""`portal draft`, `portal publish` and `portal rollback`: the ways of a whole policy set."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from access.testing.coverage import coverage
from access.testing.running import run_tests
from documents.policy_files import PolicyFiles
from gateway.commands.asking import stop, stop_unwritten, user_name, with_rows
from gateway.commands.diff import compared
from gateway.commands.diff_screen import diff_screen
from gateway.commands.options import (
    ROOT,
    BecauseOption,
    DatabaseOption,
    NoPeopleOption,
    RootOption,
    root_folder,
    settings_for,
)
from gateway.commands.screen import note, print_result
from gateway.commands.testing_screen import Report, tests_screen
from gateway.databases import opened_database
from gateway.policies.keeping import keep
from gateway.policies.kept import RUNNING, NotKept, find_kept
from gateway.policies.loading import load_policies
from gateway.policies.publishing import (
    Base,
    PublishingRefused,
    Rehearsed,
    base_of,
    draft,
    load_whole,
    rehearsed,
)
from schema.shape import graph_shape
from store.errors import DatabaseUnavailable

ByOption = Annotated[
    str | None,
    typer.Option("--by", help="Who, for the history.", metavar="NAME", show_default="your user"),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Go all the way, and publish nothing.")
]


def make_draft(
    folder: Annotated[Path, typer.Argument(help="A new folder.", metavar="FOLDER")],
    root: RootOption = ROOT,
) -> None:
    """Copy the policies that stand in the root into a folder, to be edited and published.

    The folder is a root of its own: `portal set --root FOLDER`, `portal check --root FOLDER`.
    """
    try:
        whole = draft(root_folder(root), folder, graph_shape())
    except PublishingRefused as refused:
        stop(str(refused))
    except OSError as error:
        stop_unwritten(error)
    note(
        f"{folder} is a draft on {whole.policies.hash[:8]}. "
        f"When it is ready: portal publish {folder}"
    )


def publish(
    folder: Annotated[Path, typer.Argument(help="The draft's folder.", metavar="DRAFT")],
    on: Annotated[
        str | None,
        typer.Option(
            help="The hash of the set that the draft was made from.",
            metavar="HASH",
            show_default="as `portal draft` noted it",
        ),
    ] = None,
    because: BecauseOption = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    no_people: NoPeopleOption = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """Put a draft in the place of what runs, all or nothing: checked, proved, tested, compared.

    Refused where the policies that run are no longer those that the draft was made from.
    """
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}", param_hint="DRAFT")
    try:
        base = base_of(folder, on)
    except PublishingRefused as refused:
        stop(str(refused))
    _publish(
        root_folder(root), folder, base, database,
        because=because, by=by, dry_run=dry_run, no_people=no_people,
    )  # fmt: skip


def rollback(
    hash_: Annotated[
        str, typer.Argument(help="A hash that `portal history` shows.", metavar="HASH")
    ],
    because: BecauseOption = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    no_people: NoPeopleOption = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """Make a draft of policies that were in force once, and publish it like any other."""
    if hash_ == RUNNING:
        stop("`running` is in force already; name another set, as `portal history` lists them")
    try:
        kept = with_rows(root, database, lambda connection: find_kept(connection, hash_))
    except NotKept as reason:
        stop(str(reason))
    because = because or f"back to {kept.hash[:8]}"
    with tempfile.TemporaryDirectory(prefix="portal-rollback-") as folder:
        PolicyFiles.of_texts(kept.files).write(Path(folder))
        whole = load_whole(root_folder(root), graph_shape())
        base = Base(whole.policies.hash, whole.files.digest)
        _publish(
            root_folder(root), Path(folder), base, database,
            because=because, by=by, dry_run=dry_run, no_people=no_people,
        )  # fmt: skip


def _publish(
    root: Path,
    folder: Path,
    base: Base,
    database: str | None,
    *,
    because: str | None,
    by: str | None,
    dry_run: bool,
    no_people: bool,
) -> None:
    """Rehearse, show what would change, and do it."""
    try:
        with rehearsed(root, folder, base, graph_shape()) as ready:
            if ready.old.files.digest == ready.new.files.digest:
                note("The draft is what runs already; nothing is published.")
                return
            _test(ready)
            _show(ready, database, no_people=no_people)
            if dry_run:
                note("Nothing is published.")
                return
            ready.publish(by or user_name(), because or "")
    except PublishingRefused as refused:
        stop(str(refused))
    except OSError as error:
        stop_unwritten(error)
    note(f"{ready.new.policies.hash[:8]} is published, in place of {ready.old.policies.hash[:8]}.")
    _keep(ready, database)


def _test(ready: Rehearsed) -> None:
    """Run the tests that stand beside the draft's policies; stop where one does not hold."""
    tests, policies = ready.new.loaded.tests, ready.new.policies
    results = run_tests(tests, policies)
    if results.failures:
        covered = tuple(coverage(tests, policies))
        print_result(tests_screen(Report(policies, results, covered, uncovered=False)))
        stop("The tests of the draft do not hold: nothing is published.")


def _show(ready: Rehearsed, database: str | None, *, no_people: bool) -> None:
    proof = ready.new.loaded.proof
    if proof is not None and proof.promises:
        note(str(proof))
    rows = None if no_people else (ready.root, database)
    try:
        report = compared(ready.old.policies, ready.new.policies, rows)
    except DatabaseUnavailable:
        note("The database is away: nobody is counted.")
        report = compared(ready.old.policies, ready.new.policies, None)
    print_result(diff_screen(report))


def _keep(ready: Rehearsed, database: str | None) -> None:
    """Keep both sets, as a gateway that runs would do in a moment, or has done."""

    async def work() -> None:
        async with opened_database(settings_for(ready.root, database)) as opened:
            await keep(opened, ready.old.loaded)
            await keep(opened, load_policies(ready.root, graph_shape()))

    try:
        asyncio.run(work())
    except DatabaseUnavailable:
        note("The database is away: a gateway that runs will keep the set once it is back.")
