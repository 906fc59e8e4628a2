"""The gateway as it stands on the open internet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.settings import Cors, Settings, SignIn
from tests.databases import fresh_database
from tests.gateway.house import HOUSE, SECRET

ORIGIN = "https://members.example.com"


@pytest.fixture(name="open_settings")
def _open_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The house's own YAML and an empty database: metrics, another origin, two attempts."""
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    with fresh_database("sqlite", tmp_path) as url:
        yield Settings(
            HOUSE, url, metrics=True, cors=Cors((ORIGIN,)), sign_in=SignIn(attempts=2)
        )
