"""`portal import`: customers and contracts from CSV files, all of a file or nothing."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from access.phrases import counted
from gateway.clock import utc_now
from gateway.commands.asking import current_of, user_name
from gateway.commands.exits import Exit
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import note, notes, print_json, print_problems, problem_entry
from gateway.databases import opened_database
from gateway.settings import Settings
from resolvers.new_customers import rights_of_new
from store.importing.contracts import import_contracts
from store.importing.customers import import_customers
from store.importing.houses import House, Houses
from store.importing.writing import Imported


class What(StrEnum):
    """What a file holds, a line each."""

    CUSTOMERS = "customers"
    CONTRACTS = "contracts"


def import_file(
    what: Annotated[What, typer.Argument(help="What the file holds, a line each.")],
    file: Annotated[
        Path, typer.Argument(help="A CSV file in UTF-8.", exists=True, dir_okay=False)
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every line and write nothing.")
    ] = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Add the customers or the contracts of a CSV file: all of them or, if one is wrong, none.

    Every wrong line is named with its number. The columns stand in docs/operators.md.
    """
    settings = settings_for(root, database)
    tree = current_of(settings.root).policies.tree
    houses = {
        id_: House(id_, place.root, place.timezone, rights_of_new(place))
        for id_, place in tree.locations.items()
    }
    with notes().status(f"reading {file.name}"):
        done = asyncio.run(
            _import(settings, what, file, file.read_bytes(), houses, dry_run)
        )
    if output is Format.JSON:
        print_json({
            "lines": done.lines,
            "written": done.written,
            "problems": [problem_entry(problem) for problem in done.problems],
        })
    else:
        _show(done, what, dry_run=dry_run)
    if done.problems:
        raise typer.Exit(Exit.PROBLEMS)


def _show(done: Imported, what: What, *, dry_run: bool) -> None:
    print_problems(done.problems, out=True)
    if done.problems:
        note(f"{counted(len(done.problems), 'problem')}; nothing was imported")
    elif dry_run:
        note(f"{done.lines} {what} would be imported; nothing was written")
    else:
        note(f"{done.written} {what} were imported")


async def _import(
    settings: Settings, what: What, file: Path, content: bytes, houses: Houses, rehearse: bool
) -> Imported:
    now = utc_now()
    try:
        async with opened_database(settings) as database, database.transaction() as connection:
            if what is What.CUSTOMERS:
                done = await import_customers(
                    connection, file.name, content, houses, now,
                    by_whom=user_name(), rehearse=rehearse,
                )
            else:
                done = await import_contracts(
                    connection, file.name, content, houses, now, rehearse=rehearse
                )
            if done.problems:
                raise _NotKept(done)
    except _NotKept as left:
        return left.done
    return done


class _NotKept(Exception):
    """Takes the transaction back."""

    def __init__(self, done: Imported) -> None:
        super().__init__()
        self.done = done
