"""`portal database tidy`: run every day, beside the gateways."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from gateway.commands.exits import Exit
from tests.gateway.ended import Portal


def test_what_is_over_is_removed_and_counted(
    portal: Portal, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign-in of long ago; whoever has just signed in stays signed in."""
    file = shutil.copyfile(url.removeprefix("sqlite:///"), tmp_path / "own.db")
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    for _ in range(2):
        assert portal("token", "ben@harbour.test").exit == Exit.DONE
    connection = sqlite3.connect(file)
    (before,) = connection.execute("SELECT count(*) FROM sessions").fetchone()
    connection.execute(
        "UPDATE sessions SET expires_at = '2020-01-01 00:00:00' "
        "WHERE id = (SELECT min(id) FROM sessions)"
    )
    connection.commit()
    ended = portal("database", "tidy")
    (after,) = connection.execute("SELECT count(*) FROM sessions").fetchone()
    connection.close()
    assert ended.exit == Exit.DONE
    assert "Removed what was over for 30 days: sessions 1, idempotency_keys 0" in ended.err
    assert after == before - 1
