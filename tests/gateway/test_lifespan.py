"""What goes on beside the requests: that it ends is noticed, and what is open is closed."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from gateway import lifespan as module
from gateway.lifespan import lifespan
from gateway.live.leaving import Leaving


class Part:
    """Something that is open; what becomes of it stands in a list."""

    def __init__(self, name: str, told: list[str], *, fails: bool = False) -> None:
        self.name = name
        self.told = told
        self.fails = fails

    async def close(self) -> None:
        """Close it."""
        self.told.append(self.name)
        if self.fails:
            raise OSError(self.name)


@pytest.fixture(name="parts")
def _parts(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Parts of which only this is looked at: what is open, and works that go on for ever."""
    told: list[str] = []
    parts = SimpleNamespace(
        told=told,
        works=[],
        decisions=None,
        hub=SimpleNamespace(leaving=Leaving()),
        provider=Part("provider", told),
        replicas=None,
        facts=Part("facts", told),
        database=Part("database", told),
        tracing=Part("tracing", told),
    )
    monkeypatch.setattr(
        module, "_works", lambda parts: {work.__name__: work() for work in parts.works}
    )
    return parts


async def test_everything_is_closed_whatever_of_it_fails(parts: Any) -> None:
    """After what works is stopped, and in this order: the database outlives whoever asks it."""

    async def working() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            parts.told.append("work")

    parts.works.append(working)
    parts.facts.fails = True
    with pytest.raises(OSError, match="facts"):
        async with lifespan(parts):
            await asyncio.sleep(0)
    assert parts.told == ["work", "provider", "facts", "database", "tracing"]


async def test_work_that_fails_is_told(parts: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody would look at it before the gateway is stopped; the rest goes on."""

    async def broken() -> None:
        raise ValueError("a mistake of ours")

    parts.works.append(broken)
    async with lifespan(parts):
        await asyncio.sleep(0.01)
        (told,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert told.message == "broken has failed, and is not done any more"
    assert told.exc_info is not None


async def test_a_stop_at_once_leaves_nothing(parts: Any) -> None:
    """Not even work that had no time to begin."""

    async def working() -> None:
        await asyncio.Event().wait()

    parts.works.append(working)
    async with lifespan(parts):
        pass
    assert parts.told == ["provider", "facts", "database", "tracing"]
