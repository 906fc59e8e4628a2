"""The garbage collector stays away from policy sets, and nothing is left of one that is gone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping

import pytest

from gateway.collecting import load_quietly
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from tests.test_house import HOUSE


def test_a_load_is_not_walked() -> None:
    """Neither while the set grows, nor at once afterwards; and the collector works again."""
    walks: list[int] = []

    def note(phase: str, about: Mapping[str, int]) -> None:
        walks.append(about["generation"])

    usual = gc.get_threshold()
    gc.callbacks.append(note)
    try:
        loaded = load_quietly(lambda: load_policies(HOUSE, graph_shape()))
    finally:
        gc.callbacks.remove(note)
    assert 0 in walks, "what requests leave behind meanwhile is found"
    assert 2 not in walks
    assert gc.get_threshold() == usual
    assert loaded.current is not None
    policies = weakref.ref(loaded.current.policies)
    del loaded
    assert policies() is None


def test_a_load_that_fails_leaves_everything_as_it_was() -> None:
    """Whatever it stumbled over."""

    def fail() -> None:
        raise LookupError

    usual = gc.get_threshold()
    with pytest.raises(LookupError):
        load_quietly(fail)
    assert gc.isenabled()
    assert gc.get_threshold() == usual
