"""The watch over the operator's folders: sees a change, and waits until it is whole."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from functools import cache, partial
from pathlib import Path

from watchfiles import awatch

from documents.folders import FOLDERS
from documents.pending import PUBLISHING
from documents.publication import try_to_finish
from documents.steps import in_steps
from gateway.collecting import load_quietly
from gateway.policies.holder import PolicyHolder
from gateway.turns import beside_requests

log = logging.getLogger("portal.policies")

SETTLE_SECONDS = 0.15
"""For so long nothing may be written before what is there counts as whole."""

LOOK_SECONDS = 2.0
"""So often the folders are looked at in any case: notices get lost on network drives and when a
folder itself is replaced."""


async def watch(holder: PolicyHolder, seen: str) -> None:
    """Keep *holder* up to date until cancelled; *seen* is what was there before it was first read.

    Nothing that happens in the folders ends the watch.
    """
    stumbled = ""
    while True:
        try:
            async with aclosing(_notices(holder.root)) as notices:
                async for _ in notices:
                    await asyncio.to_thread(try_to_finish, holder.root)
                    if await _look(holder) != seen:
                        seen = await reload(holder)
                    stumbled = ""
        except Exception as error:
            if repr(error) != stumbled:  # the same one at every look is worth one report
                stumbled = repr(error)
                log.exception("the watch over the policies stumbled; it goes on")
            await asyncio.sleep(LOOK_SECONDS)


async def reload(holder: PolicyHolder) -> str:
    """Read the folders once they are at rest, and activate what they hold.

    A file that is being written is never looked at halfway: nothing may change for a moment before
    it is read, nor while it is read.
    """
    while True:
        before = await _look(holder)
        await asyncio.sleep(SETTLE_SECONDS)
        if await _look(holder) != before:
            continue
        loaded = await beside_requests(partial(load_quietly, holder.read))
        if await _look(holder) == before:
            holder.activate(loaded)
            return before


async def _look(holder: PolicyHolder) -> str:
    """Take the fingerprint aside: of ten thousand files it takes longer than many a request."""
    return await beside_requests(partial(fingerprint, holder.root, holder.manifest))


def fingerprint(root: Path, manifest: str | None = None) -> str:
    """What tells one state of the folders from another without reading a file.

    *manifest* is the file or folder of trusted documents that belongs to them.
    """
    state = hashlib.sha256()
    for path in in_steps(_paths(root, manifest)):
        state.update(_entry(path))
    return state.hexdigest()


def _paths(root: Path, manifest: str | None) -> Iterator[str]:
    yield str(root / PUBLISHING)
    if manifest is not None and (root / manifest).exists():
        yield str(root / manifest)
    for folder in FOLDERS if manifest is None else (*FOLDERS, manifest):
        for parent, folders, files in os.walk(root / folder):
            for name in sorted((*folders, *files)):
                yield os.path.join(parent, name)  # noqa: PTH118 - ten thousand, every two seconds


def _entry(path: str) -> bytes:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:  # gone this moment, or a link to nothing
        return f"{path}\0".encode(errors="surrogateescape")
    state = (found.st_size, found.st_mtime_ns, found.st_ino)
    return f"{path}\0{state}\0".encode(errors="surrogateescape")


async def _notices(root: Path) -> AsyncGenerator[None]:
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
    except FileNotFoundError:  # a folder went away as it was about to be watched
        await asyncio.sleep(LOOK_SECONDS)
    except OSError as error:
        _tell_unwatched(str(error))
        await asyncio.sleep(LOOK_SECONDS)
    finally:
        stop.set()


@cache
def _tell_unwatched(reason: str) -> None:
    """Say, once for each reason, that the system does not tell when a file changes."""
    log.warning(
        "the system gives no notice of edits, `%s`: the folders are looked at every %.0f seconds; "
        "on Linux raise `fs.inotify.max_user_watches` or `fs.inotify.max_user_instances`",
        reason, LOOK_SECONDS,
    )
