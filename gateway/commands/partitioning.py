"""`portal database partition`: each network's rows in partitions of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import typer

from gateway.commands.asking import current_of
from gateway.commands.exits import Exit
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    PrintedOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import fail, note, print_statements
from gateway.databases import opened_database
from gateway.settings import Settings
from store.partitioning import is_partitioned, partitioning


def partition(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    dry_run: PrintedOption = False,
) -> None:
    """Divide the large tables of a PostgreSQL database by network, in one transaction.

    Each network of the locations gets partitions of its own; those that come later share one.
    """
    settings = settings_for(root, database)
    if not settings.database_url.startswith("postgresql:"):
        fail("only PostgreSQL divides tables; SQLite holds each in one piece")
        raise typer.Exit(Exit.PROBLEMS)
    try:
        statements = list(partitioning(_networks(settings)))
    except ValueError as error:
        fail(str(error))
        raise typer.Exit(Exit.PROBLEMS) from None
    if dry_run:
        print_statements(statements, "Stop the gateways while they run.")
        return
    if not asyncio.run(_run(settings, statements)):
        fail("the tables are divided already")
        raise typer.Exit(Exit.PROBLEMS)
    note("The large tables are divided by network. The gateways may start again.")


def _networks(settings: Settings) -> Sequence[str]:
    tree = current_of(settings.root).policies.tree
    return sorted({tree.root(location) for location in tree})


async def _run(settings: Settings, statements: Sequence[str]) -> bool:
    """Run all of them or none; return False where there is nothing to do."""
    async with opened_database(settings) as database, database.transaction() as connection:
        if await is_partitioned(connection):
            return False
        for statement in statements:
            await connection.fetch(statement, ())
    return True
