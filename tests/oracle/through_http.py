"""One gateway over a generated world and policy, asked through its whole application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.bounds import Budget, Budgets, Limits
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import tokens_of
from gateway.settings import Decisions, Settings
from tests.oracle.policies import Written
from tests.oracle.townsfolk import Guest
from tests.oracle.worlds import World

LIMITS = Limits(
    tokens=20_000, depth=40, aliases=2_000, directives=500, root_fields=50, count_bound=6
)
UNBOUNDED = Budgets(*[Budget(operation=0, minute=0)] * 4)


@dataclass(frozen=True)
class Asked:
    """What came back: everything of it that a client can read."""

    status: int
    text: str
    """Status, headers and body, as one text."""


class Door:
    """Asks one gateway as whoever is wanted."""

    def __init__(self, client: TestClient, settings: Settings, world: World) -> None:
        self._client = client
        self._world = world
        self._tokens = tokens_of(settings, secret_of(settings), lambda: world.now)
        self._logins = {row["id"]: row["login_id"] for row in world.rows[world.network]["sessions"]}

    def ask(
        self, guest: Guest, portal: str, text: str, variables: Any, *, get: bool = False
    ) -> Asked:
        """Ask an operation, by GET if that is wanted."""
        headers = {"x-portal": portal, "accept": "application/graphql-response+json"}
        if guest.session is not None:
            token, _ = self._tokens.issue(
                session=guest.session, login=self._logins[guest.session],
                network=self._world.network,
            )
            headers["authorization"] = f"Bearer {token}"
        if get:
            given = {"query": text, "variables": json.dumps(variables)}
            response = self._client.get("/graphql", params=given, headers=headers)
        else:
            body = {"query": text, "variables": variables}
            response = self._client.post("/graphql", json=body, headers=headers)
        return _whole(response)

    def look(self, path: str) -> Asked:
        """Read another address."""
        return _whole(self._client.get(path))


@contextmanager
def open_door(root: Path, url: str, world: World, written: Written) -> Iterator[Door]:
    """Open a gateway whose folders hold what was written, and which tells all that it can."""
    for path, text in written.texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    settings = Settings(
        root, url, metrics=True, limits=LIMITS, budgets=UNBOUNDED,
        decisions=Decisions(log="all", lines_a_second=100_000),
    )
    app = create_app(settings, clock=lambda: world.now)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Door(client, settings, world)


def _whole(response: Any) -> Asked:
    head = "".join(f"{name}: {value}\n" for name, value in response.headers.multi_items())
    return Asked(response.status_code, f"{response.status_code}\n{head}\n{response.text}")
