"""`portal database`: what is done to a database beside its tables and rows."""

from __future__ import annotations

from typing import Annotated

import typer

from gateway.commands.partitioning import partition
from gateway.commands.screen import print_statements
from gateway.commands.searching import search
from gateway.commands.tidying import tidy
from store.distribution import distribution


def commands() -> typer.Typer:
    """Put the commands about databases together."""
    app = typer.Typer(
        name="database",
        help="Divide a database by network, index its people, and remove what is over.",
        no_args_is_help=True,
    )
    app.callback()(_database)
    app.command()(partition)
    app.command()(distribute)
    app.command()(search)
    app.command()(tidy)
    return app


def _database() -> None:
    """Divide a database by network, index its people, and remove what is over."""


def distribute(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the statements. Nothing else can be done yet.")
    ] = False,
) -> None:
    """Print the statements that spread the tables over the servers of Citus, by network.

    portal database distribute --dry-run | psql --single-transaction --set ON_ERROR_STOP=1 …
    """
    if not dry_run:
        raise typer.BadParameter(
            "the statements are run by hand: add --dry-run, read what it prints, hand it to psql",
            param_hint="--dry-run",
        )
    print_statements(list(distribution()), "Stop the gateways while they run.")
