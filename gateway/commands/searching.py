"""`portal database search`: indexes with which people are found among very many."""

from __future__ import annotations

import asyncio

import typer

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
from store.trigrams import EXTENSION, NoTrigrams, make_trigram_indexes, trigram_indexes


def search(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    dry_run: PrintedOption = False,
) -> None:
    """Index the names of people on PostgreSQL, so that they are found among very many.

    It takes the extension pg_trgm. The gateways may go on meanwhile.
    """
    settings = settings_for(root, database)
    if not settings.database_url.startswith("postgresql:"):
        fail("only PostgreSQL has such indexes; SQLite looks at every name in scope")
        raise typer.Exit(Exit.PROBLEMS)
    statements = [EXTENSION, *trigram_indexes(concurrently=True)]
    if dry_run:
        print_statements(statements, "Run each for itself: in no transaction.")
        return
    try:
        asyncio.run(_run(settings))
    except NoTrigrams as reason:
        fail(str(reason))
        raise typer.Exit(Exit.PROBLEMS) from None
    note("A word in people's names is found by an index from now on.")


async def _run(settings: Settings) -> None:
    async with opened_database(settings) as database, database.connection() as connection:
        await make_trigram_indexes(connection)
