"""Long work takes turns with the event loop, and comes to an end whatever that does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import pytest

from documents.steps import in_steps, pausing
from gateway import turns
from gateway.policies.loading import load_policies
from gateway.turns import Pauses, beside_requests
from schema.shape import graph_shape
from tests.test_house import HOUSE


async def test_whoever_waits_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work goes on when the loop has done what it had to do already."""
    monkeypatch.setattr(turns, "TURN_SECONDS", 0)
    monkeypatch.setattr(turns, "PATIENCE", 1e9)
    monkeypatch.setattr(turns, "IDLE_SECONDS", 1e9)
    loop, order = asyncio.get_running_loop(), list[str]()

    def work() -> str:
        for number in in_steps("12"):
            order.append(f"step {number}")
            loop.call_soon_threadsafe(order.append, f"request {number}")
        return "done"

    assert await beside_requests(work) == "done"
    assert order == ["step 1", "request 1", "step 2", "request 2"]


def test_a_turn_that_has_only_begun_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """To ask after each of a million steps would take longer than they do."""
    monkeypatch.setattr(turns, "TURN_SECONDS", 60)
    loop, asked = asyncio.new_event_loop(), list[object]()
    monkeypatch.setattr(loop, "call_soon_threadsafe", asked.append)
    pauses = Pauses(loop)
    loop.close()
    for _ in range(3):
        pauses()
    assert asked == []


@pytest.mark.parametrize(
    ("answers_after", "stays_away"),
    [(0.00005, 0), (0.001, 0.003), (0.005, 0)],
    ids=["nobody else waits", "somebody waits", "too many wait"],
)
def test_a_busy_loop_keeps_four_fifths_of_the_time(
    monkeypatch: pytest.MonkeyPatch, answers_after: float, stays_away: float
) -> None:
    """A millisecond of work costs four of waiting, unless there is nobody to wait for."""
    now, slept = [0.0], list[float]()
    monkeypatch.setattr(turns, "perf_counter", lambda: now[0])
    monkeypatch.setattr(turns, "sleep", slept.append)
    loop = asyncio.new_event_loop()

    def answer(called: Callable[[], None]) -> None:
        now[0] += answers_after
        called()

    monkeypatch.setattr(loop, "call_soon_threadsafe", answer)
    pauses = Pauses(loop)
    now[0] += 0.001
    pauses()
    loop.close()
    assert sum(slept) == pytest.approx(stays_away)


@pytest.mark.parametrize("closed", [False, True])
def test_a_loop_that_never_answers_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch, closed: bool
) -> None:
    """An edit takes effect however many requests come; and a stop does not wait for ever."""
    monkeypatch.setattr(turns, "TURN_SECONDS", 0)
    loop = asyncio.new_event_loop()
    pauses = Pauses(loop)
    if closed:
        loop.close()
    for _ in range(3):
        pauses()
    loop.close()


async def test_work_that_fails_leaves_everything_as_it_was() -> None:
    """Whatever it stumbled over."""

    def fail() -> None:
        raise LookupError

    usual = sys.getswitchinterval()
    with pytest.raises(LookupError):
        await beside_requests(fail)
    assert sys.getswitchinterval() == usual


def test_a_load_has_steps() -> None:
    """One for each file at least, for each place, and for what is asked of each promise."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with pausing(count):
        loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None
    assert loaded.proof is not None
    files, places = len(loaded.documents), len(loaded.current.policies.tree)
    assert steps > files + places + loaded.proof.states / 4
