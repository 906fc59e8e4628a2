"""Keeping every set that comes into force, so that one can ask later what held when."""

from __future__ import annotations

import asyncio
import logging

from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import Loaded
from gateway.turns import beside_requests
from store.databases import Database
from store.errors import DatabaseUnavailable, RowRefused
from store.policy_history import KeptSet, keep_activation

log = logging.getLogger("portal.policies")

LOOK_SECONDS = 0.5
"""So often it is looked whether a set waits to be kept."""

AGAIN_SECONDS = 5.0
"""So long after the database was away it is tried again."""


async def keep_sets(holder: PolicyHolder, database: Database) -> None:
    """Keep what *holder* activates until cancelled. Requests neither wait for it nor fail by it."""
    told = ""
    while True:
        if not holder.activated:
            await asyncio.sleep(LOOK_SECONDS)
            continue
        loaded = holder.activated[0]
        try:
            await keep(database, loaded)
            told = ""
        except (DatabaseUnavailable, RowRefused) as error:
            if str(error) != told:  # the same one at every try is worth one report
                told = str(error)
                log.warning("the policies in force are not kept yet: %s", error)
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        except Exception:
            log.exception("keeping the policies in force stumbled; it goes on with the next ones")
        _take_out(loaded, holder)


def _take_out(loaded: Loaded, holder: PolicyHolder) -> None:
    """Have *loaded* wait no longer; so many may have come after it that it is gone already."""
    if holder.activated and holder.activated[0] is loaded:
        holder.activated.popleft()


async def keep(database: Database, loaded: Loaded) -> bool:
    """Keep one set; tell whether that was news.

    Raises:
        DatabaseUnavailable: it is not kept.
    """
    if loaded.current is None or loaded.files is None:
        return False
    files = loaded.files
    texts = await beside_requests(lambda: files.texts)
    return await keep_activation(
        database,
        KeptSet(files.digest, loaded.current.policies.hash, texts),
        loaded.read_at,
        by_whom=loaded.note.by_whom if loaded.note else None,
        why=loaded.note.why if loaded.note else None,
    )
