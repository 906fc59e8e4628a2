"""The repository's own rules, a clock, and how people with passwords ask a gateway over them."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.credentials.passwords import hash_password
from tests.store.rows import NOW, Rows

HOUSE = Path(__file__).parents[2]
FOLDERS = ("policies", "locations", "config")
SECRET = "s" * 40
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
        """Say what time it is."""
        return self.now


def copy_of_the_house(root: Path) -> Path:
    """Copy the operator's three folders to *root*, and return it."""
    for folder in FOLDERS:
        shutil.copytree(HOUSE / folder, root / folder)
    return root


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change one place of one file."""
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


@cache
def _password_hash() -> str:
    """That of `PASSWORD`, made once: it is slow on purpose."""
    return hash_password(PASSWORD)


def add_login(rows: Rows, name: str) -> int:
    """Add somebody's login, with the password that all have."""
    email = f"{name}@harbour.test"
    return rows.add("logins", email=email, password_hash=_password_hash(), disabled_at=None)


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
