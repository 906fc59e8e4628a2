"""The watch over the operator's folders: sees a change, and waits until it is whole."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from watchfiles import awatch

from documents.folders import FOLDERS
from documents.pending import PUBLISHING
from documents.publication import try_to_finish
from gateway.collecting import beside_requests, load_quietly
from gateway.policies import PolicyHolder

log = logging.getLogger("portal.policies")

SETTLE_SECONDS = 0.15
"""For so long nothing may be written before what is there counts as whole."""

LOOK_SECONDS = 2.0
"""So often the folders are looked at in any case: notices get lost on network drives and when a
folder itself is replaced."""

Fingerprint = tuple[tuple[str, int, int, int], ...]


async def watch(holder: PolicyHolder, seen: Fingerprint) -> None:
    """Keep *holder* up to date until cancelled; *seen* is what was there before it was first read.

    Nothing that happens in the folders ends the watch.
    """
    stumbled = ""
    while True:
        try:
            async for _ in _notices(holder.root):
                await asyncio.to_thread(try_to_finish, holder.root)
                if await _look(holder) != seen:
                    seen = await reload(holder)
        except Exception as error:
            if repr(error) != stumbled:  # the same one at every look is worth one report
                stumbled = repr(error)
                log.exception("the watch over the policies stumbled; it goes on")
            await asyncio.sleep(LOOK_SECONDS)


async def reload(holder: PolicyHolder) -> Fingerprint:
    """Read the folders once they are at rest, and activate what they hold.

    A file that is being written is never looked at halfway: nothing may change for a moment before
    it is read, nor while it is read.
    """
    while True:
        before = await _look(holder)
        await asyncio.sleep(SETTLE_SECONDS)
        if await _look(holder) != before:
            continue
        loaded = await asyncio.to_thread(load_quietly, holder.read)
        if await _look(holder) == before:
            holder.activate(loaded)
            return before


async def _look(holder: PolicyHolder) -> Fingerprint:
    """Take the fingerprint aside: of ten thousand files it takes longer than many a request."""
    look = partial(fingerprint, holder.root, holder.manifest)
    return await asyncio.to_thread(beside_requests, look)


def fingerprint(root: Path, manifest: str | None = None) -> Fingerprint:
    """What tells one state of the folders from another without reading a file.

    *manifest* is the file or folder of trusted documents that belongs to them.
    """
    entries = [_entry(root / PUBLISHING)]
    if manifest is not None and (root / manifest).exists():
        entries.append(_entry(root / manifest))
    for folder in FOLDERS if manifest is None else (*FOLDERS, manifest):
        for parent, folders, files in os.walk(root / folder):
            entries += [_entry(Path(parent, name)) for name in (*folders, *files)]
    return tuple(sorted(entries))


def _entry(path: Path) -> tuple[str, int, int, int]:
    try:
        status = path.stat()
    except OSError:  # gone this moment, or a link to nothing
        return (str(path), -1, -1, -1)
    return (str(path), status.st_size, status.st_mtime_ns, status.st_ino)


async def _notices(root: Path) -> AsyncIterator[None]:
    """A word whenever something may have changed: at first, soon after a change, now and then."""
    yield
    present = [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    if not present:
        await asyncio.sleep(LOOK_SECONDS)
        return
    stop = asyncio.Event()
    try:
        async for _ in awatch(
            *present,
            debounce=200,
            step=50,
            rust_timeout=int(LOOK_SECONDS * 1000),
            yield_on_timeout=True,
            stop_event=stop,
        ):
            yield
            if any(not folder.is_dir() for folder in present):
                return
    finally:
        stop.set()
