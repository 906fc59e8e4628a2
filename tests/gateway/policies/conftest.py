"""The small world on disk: whoever loads, watches or keeps policies needs no more."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(name="root")
def _root(small_root: Path) -> Path:
    """The folders of the small world, in place of the house's."""
    return small_root
