"""A start takes no longer than it must."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

NOT_NEEDED = (
    "alembic", "asyncpg", "opentelemetry", "rich", "store.demo", "typer.rich_utils",
    "sqlalchemy.orm",
)  # fmt: skip
IMPORTED = """
import json, sys
from gateway.command import portal
portal("serve")
import gateway.serving
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(name="imported", scope="module")
def _imported() -> frozenset[str]:
    """All modules of a process that serves from SQLite."""
    run = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True
    )
    return frozenset(json.loads(run.stdout))


@pytest.mark.parametrize("module", NOT_NEEDED)
def test_what_serving_does_not_need_is_not_imported(imported: frozenset[str], module: str) -> None:
    """It would cost time at each start, and memory as long as the process lives."""
    assert module not in imported


def test_commands_that_are_not_run_are_not_imported(imported: frozenset[str]) -> None:
    """Only what is named is, and what all of them share."""
    commands = {name for name in imported if name.startswith("gateway.commands.")}
    shared = ("exits", "options", "screen", "serve", "usage")
    assert commands == {f"gateway.commands.{name}" for name in shared}
