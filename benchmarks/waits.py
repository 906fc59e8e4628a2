"""How long threads were ready to run while the kernel ran others; Linux counts it."""

from __future__ import annotations

import ctypes
import os
import threading

_BYTES = 64
_LIBRARY = ctypes.PyDLL(None)
"""Calls that keep the interpreter: giving it away for a reading would change what is measured."""


class Waits:
    """How long this thread has waited for a processor, and the other ones that run Python."""

    def __init__(self) -> None:
        self._own = threading.get_native_id()
        self._files: dict[int, int] = {}
        self._buffer = ctypes.create_string_buffer(_BYTES)

    def seconds(self) -> tuple[float, float]:
        """Return this thread's waiting so far, and that of the others together."""
        threads = {each.native_id or self._own for each in threading.enumerate()}
        return self._read(self._own), sum(map(self._read, threads - {self._own}))

    def close(self) -> None:
        """Let go of what is read."""
        for file in self._files.values():
            os.close(file)
        self._files.clear()

    def _read(self, thread: int) -> float:
        if thread not in self._files:
            path = f"/proc/self/task/{thread}/schedstat"
            self._files[thread] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        length = _LIBRARY.pread(self._files[thread], self._buffer, _BYTES, 0)
        return int(self._buffer.raw[:length].split()[1]) / 1e9 if length > 0 else 0.0
