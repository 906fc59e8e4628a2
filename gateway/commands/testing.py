"""`portal test`: run the tests beside the policies, and see which rules nobody looks at."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from access.policy_set import PolicySet
from access.testing.coverage import coverage
from access.testing.running import Results, run_tests
from access.testing.score import Score, score
from gateway.commands.exits import Exit
from gateway.commands.options import ROOT, Format, FormatOption, RootOption
from gateway.commands.score_screen import score_report, score_screen
from gateway.commands.screen import note, notes, print_json, print_result
from gateway.commands.testing_screen import Report, tests_report, tests_screen
from gateway.policies.loading import Loaded, PoliciesRefused, load_policies
from schema.shape import graph_shape


def run_policy_tests(
    uncovered: Annotated[
        bool,
        typer.Option("--uncovered", help="List the rules that no test and no promise looks at."),
    ] = False,
    mutants: Annotated[
        bool,
        typer.Option(
            "--mutants",
            help="Loosen every rule by one step, in turn, and list what nobody notices.",
        ),
    ] = False,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Run the tests of policies/tests/: who enters, sees and does what, and nobody else.

    Ends with 1 where a test does not hold, or where a loosened rule goes unnoticed and no file
    says why it may.
    """
    loaded = load_policies(root.resolve(), graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    policies = loaded.current.policies
    results = run_tests(loaded.tests, policies)
    report = Report(policies, results, tuple(coverage(loaded.tests, policies)), uncovered)
    found: Score | None = None
    seconds = 0.0
    if mutants and not results.failures:
        began = time.perf_counter()
        found = _score(loaded, policies)
        seconds = time.perf_counter() - began
    if output is Format.JSON:
        print_json(_as_data(report, found))
    else:
        print_result(tests_screen(report))
        if found is not None:
            print_result(f"\n{score_screen(found, seconds)}")
    if mutants and results.failures:
        note("No rule was loosened: that says something once all tests hold.")
    _end(results, found)


def _score(loaded: Loaded, policies: PolicySet) -> Score:
    """Loosen rule after rule, and show at a terminal how far it has got."""
    columns = TextColumn("loosening rules"), BarColumn(), MofNCompleteColumn()
    screen = notes()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("mutants", total=None)
        return score(
            loaded.documents,
            loaded.tests,
            policies,
            told=lambda done, of: bar.update(task, completed=done, total=of),
        )


def _as_data(report: Report, found: Score | None) -> dict[str, Any]:
    return {
        **tests_report(report),
        "mutants": score_report(found) if found is not None else None,
    }


def _end(results: Results, found: Score | None) -> None:
    if results.failures or (found is not None and (found.unexpected or found.idle)):
        raise typer.Exit(Exit.PROBLEMS)
