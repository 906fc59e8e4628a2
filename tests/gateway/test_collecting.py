"""The garbage collector stays away from policy sets, and nothing is left of one that is gone."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Mapping

import pytest

from gateway.collecting import load_quietly
from gateway.policies import load_policies
from schema.shape import graph_shape
from tests.test_house import HOUSE


def test_a_load_is_not_walked() -> None:
    """Neither while the set grows, nor at once afterwards; and the collector works again."""
    walks: list[str] = []

    def note(phase: str, _: Mapping[str, int]) -> None:
        walks.append(phase)

    gc.callbacks.append(note)
    try:
        loaded = load_quietly(lambda: load_policies(HOUSE, graph_shape()))
        assert walks == []
    finally:
        gc.callbacks.remove(note)
    assert gc.isenabled()
    assert loaded.current is not None
    policies = weakref.ref(loaded.current.policies)
    del loaded
    assert policies() is None


def test_a_load_that_fails_leaves_everything_as_it_was() -> None:
    """Whatever it stumbled over."""
    usual = sys.getswitchinterval()
    with pytest.raises(LookupError):
        load_quietly(lambda: {}["nothing"])
    assert gc.isenabled()
    assert sys.getswitchinterval() == usual
