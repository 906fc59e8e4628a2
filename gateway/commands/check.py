"""`portal check`: find what is wrong before visitors do."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from access.idle import idle_rules
from access.phrases import counted
from access.proving.proof import Proof
from documents.places import Problem, in_order
from gateway.commands.asking import moment_now
from gateway.commands.exits import Exit
from gateway.commands.options import ROOT, Format, FormatOption, RootOption, settings_for
from gateway.commands.screen import (
    note,
    print_json,
    print_problems,
    print_result,
    problem_entry,
)
from gateway.databases import opened_database
from gateway.policies.loading import Loaded, load_policies
from gateway.policies.strays import Stray, by_location, find_strays
from gateway.policies.unmatched import find_unmatched
from gateway.settings import Settings
from schema.shape import graph_shape


def check(
    root: RootOption = ROOT,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            help="Look through the rows, too: of the database that the gateway would serve, "
            "or of another one.",
            metavar="[URL]",
            show_default=False,
        ),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Find every problem in the operator's folders, as the gateway would.

    Rules that decide nothing any more are named, and refuse nothing.

    With --database, also rows that name a location which no file describes, and plans and roles
    that files and rows do not both know.
    """
    loaded = load_policies(root.resolve(), graph_shape())
    strays: Sequence[Stray] = ()
    unmatched: Sequence[Problem] = ()
    if database is not None and loaded.current is not None:
        settings = settings_for(root, database or os.environ.get("PORTAL_DATABASE_URL"))
        strays, unmatched = asyncio.run(_rows(settings, loaded))
    idle = idle_rules(loaded.current.policies.layers, moment_now()) if loaded.current else []
    warnings = in_order([*loaded.warnings, *idle, *unmatched])
    if output is Format.JSON:
        print_json(_report(loaded, warnings, strays))
    else:
        _show(loaded, warnings, strays)
    if loaded.problems or strays:
        raise typer.Exit(Exit.PROBLEMS)


def _show(loaded: Loaded, warnings: Sequence[Problem], strays: Sequence[Stray]) -> None:
    print_problems(loaded.problems, out=True)
    print_problems(warnings, style="yellow", out=True)
    for stray in by_location(strays):
        print_result(str(stray))
    if loaded.proof is not None and loaded.proof.promises:
        note(str(loaded.proof))
    if loaded.current is None:
        note(counted(len(loaded.problems), "problem"))
    elif strays:
        note("The files hold; the rows do not agree with them.")
    else:
        count = len(loaded.current.policies.tree)
        note(f"Everything holds: {count} locations, policies {loaded.current.policies.hash}")


def _report(
    loaded: Loaded, warnings: Sequence[Problem], strays: Sequence[Stray]
) -> dict[str, Any]:
    return {
        "policies": loaded.current.policies.hash if loaded.current else None,
        "problems": [problem_entry(problem) for problem in loaded.problems],
        "warnings": [problem_entry(warning) for warning in warnings],
        "proof": _proof_entry(loaded.proof),
        "rows": [dataclasses.asdict(stray) for stray in strays],
    }


def _proof_entry(proof: Proof | None) -> dict[str, Any] | None:
    if proof is None:
        return None
    return {
        "promises": proof.promises,
        "broken": len(proof.problems),
        "states": proof.states,
        "locations": proof.locations,
        "stretches": proof.stretches,
        "seconds": round(proof.seconds, 3),
    }


async def _rows(settings: Settings, loaded: Loaded) -> tuple[list[Stray], list[Problem]]:
    """Find the rows that stand nowhere, and the names that files and rows do not share."""
    assert loaded.current is not None
    async with opened_database(settings) as database:
        strays = await find_strays(database, loaded.current.policies.tree)
        return strays, await find_unmatched(database, loaded.documents, moment_now())
