"""A gateway over the repository's own rules, a few people with passwords, and who asks as them."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials.passwords import hash_password
from gateway.settings import Settings
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.store.rows import NOW, Rows

HOUSE = Path(__file__).parent.parent.parent
PASSWORD = "correct horse battery"
ME = "{ me { name } }"
SIGN_IN = """
mutation ($input: SignInInput!) {
  signIn(input: $input) { token profiles { id name } customer { name } errors { code field } }
}
"""
SIGN_OUT = "mutation { signOut { errors { code } } }"


class Clock:
    """Noon, until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@cache
def _password_hash() -> str:
    """That of `PASSWORD`, made once: it is slow on purpose."""
    return hash_password(PASSWORD)


def add_login(rows: Rows, name: str) -> int:
    """Add somebody's login, with the password that all have."""
    email = f"{name}@harbour.test"
    return rows.add("logins", email=email, password_hash=_password_hash(), disabled_at=None)


@pytest.fixture(name="clock")
def _clock() -> Clock:
    """The gateway's clock."""
    return Clock()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """The repository's own YAML, to be edited at will."""
    for folder in ("policies", "locations", "config"):
        shutil.copytree(HOUSE / folder, tmp_path / "root" / folder)
    return tmp_path / "root"


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
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    return Settings(root, database_url)


@pytest.fixture(name="client")
def _client(settings: Settings, people: dict[str, int], clock: Clock) -> Iterator[TestClient]:
    """A client of the gateway, which runs."""
    with TestClient(create_app(settings, clock=clock)) as client:
        yield client


def ask(client: TestClient, query: str, token: str | None = None, **more: Any) -> Any:
    """Ask as the owner of *token* at Berlin Mitte, if nothing else is said."""
    headers = {"x-portal": more.pop("portal", "berlin-mitte")}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    return client.post("/graphql", json={"query": query, "variables": more}, headers=headers)


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **more: Any) -> Any:
    """Sign in and return the payload."""
    given = {"email": f"{name}@harbour.test", "password": password, **more}
    response = ask(client, SIGN_IN, input=given)
    assert response.status_code == 200, response.text
    return response.json()["data"]["signIn"]


def wait_for_refusal(caplog: pytest.LogCaptureFixture) -> None:
    """Wait until the gateway has looked at an edit that does not hold."""
    for _ in range(500):
        if "the edited policies do not hold" in caplog.text:
            return
        time.sleep(0.02)
    raise AssertionError("the edit was not looked at")


def codes(response: Any) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]
