"""A gateway over the demo, as whoever follows the pages has it: a root of its own to edit."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.settings import Settings
from gateway.settings_file import load_settings
from store.demo import fill
from store.migrations import migrate
from tests.docs.asking import Visitor
from tests.docs.pages import HOUSE

NOON = dt.time(12)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """The repository's own three folders, to be edited at will."""
    return copied_root(tmp_path / "root")


@pytest.fixture(scope="session", name="demo_file")
def _demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo network, filled today."""
    path = tmp_path_factory.mktemp("demo") / "portal.db"
    filled(path)
    return path


@pytest.fixture(name="settings")
def _settings(root: Path, demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a gateway that was started in that root, with a demo of its own."""
    for name in ("PORTAL_ROOT", "PORTAL_DATABASE_URL", "PORTAL_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(root)
    shutil.copyfile(demo_file, root / "portal.db")
    return load_settings(root)


@pytest.fixture(name="client")
def _client(settings: Settings) -> Iterator[TestClient]:
    """A client of the gateway, which runs and watches the root."""
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture(scope="module", name="visitor")
def _visitor(
    demo_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """Somebody who tries the examples of the pages, one after the other."""
    folder = tmp_path_factory.mktemp("visited")
    root = copied_root(folder / "root")
    shutil.copyfile(demo_file, root / "portal.db")
    with TestClient(create_app(load_settings(root))) as client:
        yield Visitor(client)


def copied_root(root: Path) -> Path:
    """Copy the operator's folders to *root*."""
    for folder in ("policies", "locations", "config"):
        shutil.copytree(HOUSE / folder, root / folder)
    return root


def filled(path: Path, today: dt.date | None = None) -> None:
    """Fill the demo into a file, as told on *today*."""
    migrate(f"sqlite:///{path}")
    fill(f"sqlite:///{path}", today=today)
