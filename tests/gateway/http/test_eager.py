"""Coroutines that are begun at once: what they return, raise and wait for is as if awaited."""

from __future__ import annotations

import asyncio

import pytest

from gateway.http.eager import EagerCoroutine


async def _wait(for_what: asyncio.Future[str]) -> str:
    """Wait twice: for a turn, and for the future."""
    await asyncio.sleep(0)
    return await for_what


async def _ready() -> str:
    return "ready"


async def _fail(now: bool) -> str:
    if not now:
        await asyncio.sleep(0)
    raise LookupError


async def test_what_is_ready_is_over_at_once() -> None:
    """Nobody waits for it."""
    begun = EagerCoroutine(_ready())
    assert begun.is_over
    assert begun.result() == "ready"


async def test_what_waits_is_awaited() -> None:
    """It goes on where it waited, as often as it waits."""
    future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    begun = EagerCoroutine(_wait(future))
    assert not begun.is_over
    asyncio.get_running_loop().call_later(0.001, future.set_result, "late")
    await begun
    assert begun.is_over
    assert begun.result() == "late"


async def test_what_fails_fails() -> None:
    """At once where it fails at once, else where it is awaited."""
    with pytest.raises(LookupError):
        EagerCoroutine(_fail(now=True))
    begun = EagerCoroutine(_fail(now=False))
    with pytest.raises(LookupError):
        await begun


async def test_whoever_has_no_patience_ends_it() -> None:
    """The coroutine is told so where it waits, and what it waited for is let go of."""
    future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    begun = EagerCoroutine(_wait(future))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await begun
    assert future.cancelled()
