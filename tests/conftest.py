"""In which order tests run, how often garbage is collected, and how much work a password is."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from gateway.collecting import starting

WAITING = (
    "tests/test_faults.py",
    "tests/examples/test_gql.py",
    "tests/gateway/policies/test_edits_in_two_processes.py",
    "tests/gateway/operations/test_replicas.py",
    "tests/gateway/live/test_two_processes.py",
    "tests/hostile/test_clients.py",
)
"""Tests that mostly wait: for another process, for a database that comes back, for time to pass."""

SHARING = ("tests/oracle/test_mutants.py", "tests/oracle/test_oracle.py")
"""Tests that share what takes half a minute: early, before other workers take some of them over."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits, so that everything else is done meanwhile, and nothing after it."""
    first = (WAITING, SHARING)
    items.sort(key=lambda item: [not item.nodeid.startswith(files) for files in first])


RARELY = (10_000, 20, 20)
"""So many new objects, and younger collections, before the garbage collector walks; it is
otherwise (700, 10, 10), and a fifth of all work in tests, which make worlds that stay."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let ten thousand tests, and all that they import, never be walked."""
    with starting():
        collected = yield
    gc.set_threshold(*RARELY)
    return collected


LEAST = (1, 8, 1)
"""The least work that Argon2 can do: rounds, KiB of memory, lanes."""

AS_EVER = Argon2Hasher.__init__.__defaults__


@pytest.fixture(scope="session", autouse=True)
def _little_work_for_a_password() -> Iterator[None]:
    """Let Argon2 do as little as it takes: people sign in some thousand times.

    Hashes tell how much work they are, so that those of other processes stay what they are. The
    tests of passwords themselves have them as they are in service.
    """
    with pytest.MonkeyPatch.context() as patch:
        assert AS_EVER is not None
        patch.setattr(Argon2Hasher.__init__, "__defaults__", (*LEAST, *AS_EVER[len(LEAST) :]))
        yield
