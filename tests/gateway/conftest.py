"""A root on disk that holds the small world, and what belongs around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.policies.holder import PolicyHolder
from tests.databases import database, database_url  # noqa: F401
from tests.small_world import SHAPE, WORLD

CONFIG = "default-portal: north\n"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """An operator's three folders: the small world, visited at `north` by default."""
    for path, text in {**WORLD, "config/gateway.yaml": CONFIG}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.fixture(name="holder")
def _holder(root: Path) -> PolicyHolder:
    """The policies of that root, in force."""
    return PolicyHolder(root, SHAPE)
