"""`portal database tidy`: remove what nobody asks for any more."""

from __future__ import annotations

import asyncio

from gateway.clock import utc_now
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note
from gateway.databases import opened_database
from gateway.settings import Settings
from store.tidying import KEPT
from store.tidying import tidy as tidy_all


def tidy(root: RootOption = ROOT, database: DatabaseOption = None) -> None:
    """Remove sessions that are over, and the keys of requests long answered; run it every day.

    The gateways may go on meanwhile. It may be run again at any time, and by two at once.
    """
    removed = asyncio.run(_run(settings_for(root, database)))
    counted = ", ".join(f"{table} {count}" for table, count in removed.items())
    note(f"Removed what was over for {KEPT.days} days: {counted}")


async def _run(settings: Settings) -> dict[str, int]:
    async with opened_database(settings) as database:
        return await tidy_all(database, utc_now())
