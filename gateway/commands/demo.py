"""`portal demo`: fill an empty database with two made-up networks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gateway.commands.exits import Exit
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import fail, note, notes
from store.demo import PASSWORD, DemoRefused, fill
from store.demo.places import PLACES
from store.migrations import migrate


def demo(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    scale: Annotated[
        int, typer.Option(help="How many times as many people and bookings.", min=1, metavar="N")
    ] = 1,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Leave a database that holds rows as it is.")
    ] = False,
) -> None:
    """Fill an empty database with the people and houses of two made-up networks.

    The locations are those of this repository's `locations/`; a root of your own has others.
    """
    settings = settings_for(root, database)
    missing = _missing_locations(settings.root)
    if missing:
        _stop(f"the demo's locations are not in this root: there is no {missing[0]}", if_empty)
    migrate(settings.database_url)
    try:
        with notes().status("filling the database with demo people") as status:
            fill(settings.database_url, scale, progress=status.update)
    except DemoRefused as refused:
        _stop(str(refused), if_empty)
    note(
        f"The database holds the demo now. Everybody's password is `{PASSWORD}`; "
        "docs/demo.md says who is who."
    )


def _missing_locations(root: Path) -> list[Path]:
    files = [Path("locations", f"{name}.yaml") for name in PLACES]
    return [file for file in files if not (root / file).is_file()]


def _stop(reason: str, if_empty: bool) -> None:
    """End without having done anything: in order, where that was provided for."""
    if if_empty:
        note(f"No demo: {reason}")
        raise typer.Exit(Exit.DONE)
    fail(reason)
    raise typer.Exit(Exit.PROBLEMS)
