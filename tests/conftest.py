"""In which order tests run."""

from __future__ import annotations

import pytest

WAITING = (
    "tests/test_faults.py",
    "tests/gateway/test_edits_in_two_processes.py",
    "tests/gateway/test_replicas.py",
    "tests/gateway/live/test_two_processes.py",
    "tests/hostile/test_clients.py",
)
"""Tests that mostly wait: for another process, for a database that comes back, for time to pass."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits, so that everything else is done meanwhile, and nothing after it."""
    items.sort(key=lambda item: not item.nodeid.startswith(WAITING))
