"""`portal migrate`: bring the database's tables up to date."""

from __future__ import annotations

from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note
from store.databases import open_database
from store.migrations import migrate as bring_up_to_date


def migrate(root: RootOption = ROOT, database: DatabaseOption = None) -> None:
    """Make the tables, or bring them up to date. It may be run at any time, and twice."""
    url = settings_for(root, database).database_url
    bring_up_to_date(url)
    note(f"The database is up to date: {open_database(url).name}")
