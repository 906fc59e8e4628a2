"""The list of what could go wrong names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import tests.hostile

TESTS = Path(__file__).parents[1]


def test_every_test_that_is_named_is_there() -> None:
    """And every file of this folder is named."""
    named = set(re.findall(r"[\w/]*\btest_\w+", tests.hostile.__doc__ or ""))
    assert len(named) > 40
    assert {name for name in named if not (TESTS / f"{name}.py").exists()} == set()
    here = {f"hostile/{path.stem}" for path in Path(__file__).parent.glob("test_*.py")}
    assert here - named == {"hostile/test_index"}
