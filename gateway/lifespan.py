"""What goes on beside the requests, from the gateway's start until its stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from gateway.http.sockets import LEAVING
from gateway.mail.posting import keep_posting
from gateway.parts import Parts
from gateway.policies.keeping import keep_sets
from gateway.policies.watching import watch


@contextlib.asynccontextmanager
async def lifespan(parts: Parts) -> AsyncIterator[dict[str, Any]]:
    """Keep everything going that works by itself; yield the state that requests find.

    At the end streams are told, what works is stopped, and what is open is closed.
    """
    tasks = [asyncio.create_task(work) for work in _works(parts)]
    if parts.decisions is not None:
        parts.decisions.start()
    try:
        yield {LEAVING: parts.hub.leaving}
    finally:
        parts.hub.leaving.set()
        if parts.decisions is not None:
            parts.decisions.stop()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for each in (parts.provider, parts.replicas, parts.facts, parts.database, parts.tracing):
            if each is not None:
                await each.close()


def _works(parts: Parts) -> list[Coroutine[Any, Any, None]]:
    works = [
        parts.hub.run(),
        watch(parts.policies, parts.seen),
        keep_sets(parts.policies, parts.database),
    ]
    if parts.replicas is not None:
        works.append(parts.replicas.watch())
    if parts.post is not None:
        look_seconds = parts.settings.mail.look_seconds
        works.append(keep_posting(parts.post, parts.policies, look_seconds))
    return works
