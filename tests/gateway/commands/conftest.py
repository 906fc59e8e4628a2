"""The demo network and its people, at noon of one day, and the command that is asked about them."""

from __future__ import annotations

import datetime as dt

import pytest

import gateway.commands.asking
import gateway.commands.diff
import gateway.commands.invoice
from access.policy_set import PolicySet
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from store.demo import fill
from store.migrations import migrate
from tests.gateway.ended import Portal, in_process
from tests.gateway.house import HOUSE

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(name="url", scope="session")
def _url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that holds the demo of that day."""
    url = f"sqlite:///{tmp_path_factory.mktemp('asked')}/portal.db"
    migrate(url)
    fill(url, today=NOON.date())
    return url


@pytest.fixture(name="policies", scope="session")
def _policies() -> PolicySet:
    """The policies that stand in the repository."""
    loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None, "\n".join(map(str, loaded.problems))
    return loaded.current.policies


@pytest.fixture(name="portal")
def _portal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> Portal:
    """The command in the house, with the demo's rows, at noon of that day."""
    for name in ("ROOT", "DATABASE_URL"):
        monkeypatch.delenv(f"PORTAL_{name}", raising=False)
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    monkeypatch.setenv("PORTAL_ROOT", str(HOUSE))
    for module in (gateway.commands.asking, gateway.commands.diff, gateway.commands.invoice):
        monkeypatch.setattr(module, "utc_now", lambda: NOON)
    return in_process(capsys)
