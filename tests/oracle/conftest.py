"""Fixtures and options of the oracle."""

from __future__ import annotations

import pytest

from tests.databases import database, database_url  # noqa: F401


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be as long as one likes."""
    parser.addoption(
        "--oracle-cases", type=int, default=2_000, help="how many cases the oracle compares"
    )
