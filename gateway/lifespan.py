"""What goes on beside the requests, from the gateway's start until its stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from gateway.http.sockets import LEAVING
from gateway.mail.posting import keep_posting
from gateway.parts import Parts
from gateway.policies.keeping import keep_sets
from gateway.policies.watching import watch

log = logging.getLogger("portal.failures")


@contextlib.asynccontextmanager
async def lifespan(parts: Parts) -> AsyncIterator[dict[str, Any]]:
    """Keep everything going that works by itself; yield the state that requests find.

    At the end streams are told, what works is stopped, and what is open is closed, whatever of it
    fails.
    """
    async with contextlib.AsyncExitStack() as closing:
        for each in (parts.tracing, parts.database, parts.facts, parts.replicas, parts.provider):
            if each is not None:
                closing.push_async_callback(each.close)
        tasks = [_begin(name, work) for name, work in _works(parts).items()]
        closing.push_async_callback(_stop, tasks)
        if parts.decisions is not None:
            parts.decisions.start()
            closing.push_async_callback(asyncio.to_thread, parts.decisions.stop)
        closing.callback(parts.hub.leaving.set)
        yield {LEAVING: parts.hub.leaving}


def _works(parts: Parts) -> dict[str, Coroutine[Any, Any, None]]:
    """Return what goes on until it is cancelled, by the words with which the log speaks of it."""
    works = {
        "showing what is followed": parts.hub.run(),
        "watching the policies": watch(parts.policies, parts.seen),
        "keeping the policies": keep_sets(parts.policies, parts.database),
    }
    if parts.replicas is not None:
        works["watching the replicas"] = parts.replicas.watch()
    if parts.post is not None:
        look_seconds = parts.settings.mail.look_seconds
        works["sending letters"] = keep_posting(
            parts.post, parts.policies, look_seconds, parts.letters
        )
    return works


def _begin(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Begin *work*; where it ends before it is cancelled, the log says so."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_tell)
    return task


def _tell(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("%s has failed, and is not done any more", task.get_name(), exc_info=error)


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
