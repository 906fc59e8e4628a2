"""The prover against the slow way: no promise is called kept that somebody breaks, or broken that
nobody does."""

from __future__ import annotations

import collections
import itertools
import os
from functools import cache

import pytest

from access.compiling import Compiled, compile_policies
from documents.document import Document
from documents.reader import read_document
from tests.access.proving.brute_force import Judge
from tests.access.proving.random_promises import SHAPE, Small, small_policy

POLICIES = int(os.environ.get("PROMISED_POLICIES", "5"))
"""How many policies are judged; more take longer, and find rarer differences."""


def compiled(small: Small, *, promised: bool) -> Compiled:
    """Compile a random policy."""
    documents: list[Document] = []
    for path, text in small.texts(promised=promised).items():
        folder, _, name = path.partition("/")
        stem = name.removesuffix(".yaml")
        kind = "location" if folder == "locations" else "types" if stem == "types" else stem
        document, problems = read_document(path, text.encode(), kind)
        assert not problems, problems
        assert document is not None
        documents.append(document)
    return compile_policies(documents, SHAPE)


@cache
def sound_policy(number: int) -> Small:
    """Return a random policy that does not go beyond its own bounds."""
    attempts = (small_policy(f"{number}.{attempt}") for attempt in itertools.count())
    return next(
        small for small in attempts if compiled(small, promised=False).policies is not None
    )


@pytest.mark.parametrize("number", range(POLICIES))
def test_verdicts_equal_brute_force(number: int) -> None:
    """For each of a policy's promises."""
    small = sound_policy(number)
    policies = compiled(small, promised=False).policies
    assert policies is not None
    judge = Judge(policies, small.files)
    proved = compiled(small, promised=True)
    text = small.texts(promised=True)["policies/promises.yaml"].splitlines()
    starts = [number for number, line in enumerate(text, start=1) if line.startswith("- ")]
    broken = collections.Counter(
        sum(start <= problem.place.line for start in starts) - 1 for problem in proved.problems
    )
    for index, promise in enumerate(small.promises):
        assert judge.holds(promise) is (index not in broken), (promise, proved.problems)


def test_there_is_something_to_tell_apart() -> None:
    """Promises that hold and promises that break, of every kind, in the first few policies."""
    wanted = {
        *itertools.product(("never", "always"), ("sees", "opens", "does", "shows"), (True, False)),
        *itertools.product(("monotone",), ("sees",), (True, False)),
    }
    seen: set[tuple[str, str, bool]] = set()
    for small in map(sound_policy, range(40)):
        if wanted <= seen:
            break
        for promise in small.promises:
            alone = Small(small.files, [promise])
            kind = next(iter(promise))
            about = next(key for key in ("sees", "opens", "does", "shows") if key in promise[kind])
            seen.add((kind, about, compiled(alone, promised=True).policies is not None))
    assert wanted <= seen
