"""The house, some people in it, and who asks as them: what most tests of the door stand in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.policies.holder import PolicyHolder
from gateway.settings import Settings
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.gateway.ended import Portal, in_process
from tests.gateway.house import SECRET, Clock, add_login, copy_of_the_house
from tests.gateway.world import World, some_world
from tests.small_world import SHAPE, WORLD
from tests.store.rows import Rows

SMALL_CONFIG = "default-portal: north\n"


@pytest.fixture(name="clock")
def _clock() -> Clock:
    """The gateway's clock."""
    return Clock()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """The repository's own YAML, to be edited at will."""
    return copy_of_the_house(tmp_path / "root")


@pytest.fixture(name="small_root")
def _small_root(tmp_path: Path) -> Path:
    """An operator's three folders: the small world, visited at `north` by default."""
    root = tmp_path / "small"
    for path, text in {**WORLD, "config/gateway.yaml": SMALL_CONFIG}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture(name="holder")
def _holder(small_root: Path) -> PolicyHolder:
    """The policies of the small world, in force."""
    return PolicyHolder(small_root, SHAPE)


@pytest.fixture(name="people")
async def _people(database: Database) -> dict[str, int]:  # noqa: F811
    """Una has one profile, Tess two, Staff none; all have the same password."""
    rows = Rows()
    una, tess, staff = (add_login(rows, name) for name in ("una", "tess", "staff"))
    ids = {
        "una": rows.member(full_name="Una", login_id=una),
        "tess-1": rows.customer(full_name="Tess One", login_id=tess),
        "tess-2": rows.customer(full_name="Tess Two", login_id=tess),
    }
    rows.add("staff_grants", login_id=staff, role="front-desk", location_id="berlin-mitte")
    await rows.write(database)
    return ids


@pytest.fixture(name="settings")
def _settings(root: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:  # noqa: F811
    """The settings of a gateway over that root and database."""
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    return Settings(root, database_url)


@pytest.fixture(name="client")
def _client(settings: Settings, people: dict[str, int], clock: Clock) -> Iterator[TestClient]:
    """A client of the gateway, which runs."""
    with TestClient(create_app(settings, clock=clock)) as client:
        yield client


@pytest.fixture(name="world", scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """All that a module's tests ask; each leaves it as it was."""
    with some_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture(name="portal")
def _portal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Portal:
    """The command, in an environment that says nothing but the secret."""
    for name in ("ROOT", "DATABASE_URL", "HOST", "PORT", "WORKERS"):
        monkeypatch.delenv(f"PORTAL_{name}", raising=False)
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    return in_process(capsys)
