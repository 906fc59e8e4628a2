"""The demo's own tests: they hold, look at every rule, and notice rules that are loosened."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.testing.coverage import coverage
from access.testing.running import run_tests
from access.testing.score import score
from gateway.policies.loading import Loaded, load_policies
from schema.shape import graph_shape

HOUSE = Path(__file__).parents[3]
WANTED = 95.0
EVERY = 5


@pytest.fixture(name="loaded", scope="module")
def _loaded() -> Loaded:
    """What stands in the repository's own folders."""
    loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None, "\n".join(map(str, loaded.problems))
    return loaded


def test_every_test_of_the_demo_holds(loaded: Loaded) -> None:
    """As `portal test` says."""
    assert loaded.current is not None
    results = run_tests(loaded.tests, loaded.current.policies)
    assert results.failures == ()
    assert results.expectations > 500


def test_hardly_a_rule_is_looked_at_by_nobody(loaded: Loaded) -> None:
    """Tests and promises together depend on nearly all that the files say."""
    assert loaded.current is not None
    rules = coverage(loaded.tests, loaded.current.policies)
    missing = [each.rule for each in rules if not each]
    assert len(missing) <= 0.05 * len(rules), missing


def test_a_loosened_rule_is_noticed(loaded: Loaded) -> None:
    """Of each fifth mutant; `portal test --mutants` tries them all."""
    assert loaded.current is not None
    found = score(loaded.documents, loaded.tests, loaded.current.policies, every=EVERY)
    assert found.counted > 60
    survivors = [str(each.mutant) for each in found.unexpected]
    assert found.percent >= WANTED, survivors
