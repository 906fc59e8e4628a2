"""What a request weighs, however fast the machine is."""

from __future__ import annotations

import asyncio
import gc
import sys
import tracemalloc
from collections.abc import Awaitable, Callable, Iterable
from types import FrameType
from typing import Any

Send = Callable[[], Awaitable[bytes]]

READINGS = 4


async def instructions(send: Send) -> int:
    """Count the instructions of Python's virtual machine that one request takes.

    They are the same on every machine and under every load, and say nothing of what is done in C:
    the database, JSON, signatures.
    """
    count = 0

    def each(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return each

    def entered(frame: FrameType, _event: str, _value: Any) -> Any:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return each

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        await send()
    finally:
        sys.settrace(before)
    return count


async def kept_bytes(sends: Iterable[Send]) -> int:
    """Return how many bytes that were allocated in these requests are still held after them.

    The least of several readings: what works beside the requests holds something for a moment.
    """
    tracemalloc.start()
    try:
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for send in sends:
            await send()
            await asyncio.sleep(0)  # the loop drops the timers that the request took back
        kept = []
        for _ in range(READINGS):
            gc.collect()
            kept.append(tracemalloc.get_traced_memory()[0] - before)
            await asyncio.sleep(0.05)
    finally:
        tracemalloc.stop()
    return min(kept)
