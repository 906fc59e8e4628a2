"""Requests to an application in this process: no network, no server, nothing but its own work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import orjson
from starlette.applications import Starlette

from gateway.application import create_app
from gateway.bounds import Budget, Budgets
from gateway.settings_file import load_settings
from store.demo import PASSWORD

UNBOUNDED = Budgets(*(Budget(operation=0, minute=0) for _ in fields(Budgets)))
"""One visitor of a benchmark asks more in a second than others do in a day."""

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One POST, as an ASGI server hands it to an application."""

    query: str
    headers: Headers
    variables: Mapping[str, Any] = field(default_factory=dict)

    async def of(self, app: Any) -> bytes:
        """Send it to *app*; return the body of the answer, which must have the status 200."""
        body = orjson.dumps({"query": self.query, "variables": self.variables})
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(self._scope(len(body)), receive, send)
        assert sent[0]["status"] == 200, sent
        return b"".join(message.get("body", b"") for message in sent)

    async def data(self, app: Any) -> Any:
        """Send it to *app*; return the answer's data, which must have come without errors."""
        answer = orjson.loads(await self.of(app))
        assert "errors" not in answer, answer
        return answer["data"]

    def _scope(self, length: int) -> dict[str, Any]:
        usual = (
            (b"content-type", b"application/json"),
            (b"content-length", str(length).encode()),
            (b"x-request-id", b"in-process"),
        )
        return {
            "type": "http", "method": "POST", "path": "/graphql", "query_string": b"",
            "headers": [*usual, *self.headers], "client": ("127.0.0.1", 1),
        }  # fmt: skip


def unbounded(root: Path, url: str) -> Starlette:
    """Make the application of *root* over the database at *url*, with nobody's budget bounded."""
    return create_app(replace(load_settings(root, url), budgets=UNBOUNDED))


async def sign_in(app: Any, email: str, portal: str) -> Headers:
    """Sign somebody of the demo in at *portal*; return the headers of their requests."""
    at = (b"x-portal", portal.encode())
    given = f'{{ email: "{email}", password: "{PASSWORD}" }}'
    data = await Asked(f"mutation {{ signIn(input: {given}) {{ token }} }}", (at,)).data(app)
    return at, (b"authorization", f"Bearer {data['signIn']['token']}".encode())
