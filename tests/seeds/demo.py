"""The demo network with its gateway, asked by anybody of it, anywhere, at any moment."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials.secret import Secret, secret_of
from gateway.credentials.tokens import tokens_of
from gateway.policies.loading import load_policies
from gateway.settings_file import load_settings
from resolvers.commerce.billing_round import Report, bill_all
from schema.shape import graph_shape
from store.accounts import find_login, find_profiles
from store.databases import open_database
from store.sessions import create_session
from tests.seeds.screen import screen

HOUSE = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MITTE = "berlin-mitte"


@cache
def rules(root: Path) -> Any:
    """The compiled policies of *root*."""
    loaded = load_policies(root, graph_shape())
    assert loaded.current is not None, "\n".join(map(str, loaded.problems))
    return loaded.current.policies


class Demo:
    """A gateway over the rows of one file; the clock stands at noon of the day of filling.

    Whoever asks is named as in docs/demo.md: `ben`, or by a whole address. Each question is asked
    by a client that has just signed in, unless it says when.
    """

    def __init__(self, file: Path, root: Path = HOUSE) -> None:
        self.file, self.root, self.now = file, root, NOON
        self._settings = load_settings(root, f"sqlite:///{file}")
        self._tokens: dict[tuple[str, str, int, dt.datetime], str] = {}
        self._client = TestClient(create_app(self._settings, clock=lambda: self.now))

    def __enter__(self) -> Demo:
        self._client.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._client.__exit__(*error)

    # ---------------------------------------------------------------- asking

    def respond(
        self,
        question: str,
        by: str | None = None,
        at: str = MITTE,
        when: dt.datetime = NOON,
        *,
        profile: int = 0,
        signed_in: dt.datetime | None = None,
        **variables: Any,
    ) -> Any:
        """Ask, and return the response; without *by* nobody is signed in."""
        headers = {"x-portal": at}
        if by is not None:
            token = self.token(by, at, profile, signed_in or when)
            headers["authorization"] = f"Bearer {token}"
        self.now = when
        try:
            body = {"query": question, "variables": variables}
            return self._client.post("/graphql", json=body, headers=headers)
        finally:
            self.now = NOON

    def ask(self, question: str, by: str | None = None, *where: Any, **further: Any) -> Any:
        """Ask, and return the answer: data, and what was refused."""
        response = self.respond(question, by, *where, **further)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        return answer

    def see(self, question: str, by: str | None = None, *where: Any, **further: Any) -> Any:
        """Ask what nothing of is refused, and return the data; of a single field, its value."""
        answer = self.ask(question, by, *where, **further)
        assert "extensions" not in answer, answer["extensions"]
        values = list(answer["data"].values())
        return values[0] if len(values) == 1 else answer["data"]

    def shows(self, question: str, by: str | None = None, *where: Any, **further: Any) -> str:
        """Ask, and return the answer as a screen would show it."""
        return screen(self.ask(question, by, *where, **further))

    def shows_each(
        self, question: str, people: Mapping[str, str | None], *where: Any, **further: Any
    ) -> str:
        """Ask the same of several people, and return what each is shown."""
        screens = {who: self.shows(question, by, *where, **further) for who, by in people.items()}
        return "\n\n".join(f"{who}\n{shown}" for who, shown in screens.items())

    def refused(self, question: str, by: str | None, *where: Any, **further: Any) -> Any:
        """Ask, and return the codes of what was refused, by path."""
        answer = self.ask(question, by, *where, **further)
        entries = answer.get("extensions", {}).get("access", [])
        return {".".join(entry["path"]): entry["code"] for entry in entries}

    def do(self, mutation: str, by: str | None, /, *where: Any, **given: Any) -> Any:
        """Carry out `name { … }` with the input *given*; return its payload."""
        name, _, fields = mutation.partition(" ")
        kind = name[0].upper() + name[1:]
        when = {key: given.pop(key) for key in ("when", "signed_in", "profile") if key in given}
        text = f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {fields} }}"
        return self.ask(text, by, *where, **when, input=given)["data"][name]

    def token(self, by: str, at: str, profile: int, when: dt.datetime) -> str:
        """Begin a session at *when*, as `portal token` does, and return its token."""
        network = rules(self.root).tree.root(at)
        email = by if "@" in by else f"{by}@{network}.test"
        key = (email, network, profile, when)
        if key not in self._tokens:
            tokens = tokens_of(self._settings, secret_of(self._settings), lambda: when)
            session, login = asyncio.run(self._sign_in(email, network, profile, when))
            self._tokens[key], _ = tokens.issue(
                session=session, login=login, network=network, expires=when + 400 * DAY
            )
        return self._tokens[key]

    async def _sign_in(
        self, email: str, network: str, profile: int, when: dt.datetime
    ) -> tuple[int, int]:
        database = open_database(self._settings.database_url)
        try:
            async with database.transaction() as connection:
                login = await find_login(connection, network, email, when)
                assert login is not None, f"the demo has no {email}"
                profiles = await find_profiles(connection, network, login.id, when)
                session = await create_session(
                    connection,
                    network,
                    login=login.id,
                    customer=profiles[profile].id if profiles else None,
                    now=when,
                    expires_at=when + 400 * DAY,
                )
                return session, login.id
        finally:
            await database.close()

    @property
    def secret(self) -> Secret:
        """What tokens are made with."""
        return secret_of(self._settings)

    # ---------------------------------------------------------------- rows, and time

    def id(self, kind: str, table: str, **columns: Any) -> str:
        """Return the id of the first record with these values, as the graph writes it."""
        where = " and ".join(f"{name} = ?" for name in columns)
        rows = self.rows(f"select id from {table} where {where} order by id", *columns.values())
        assert rows, f"no {kind} with {columns}"
        return f"{kind}:{rows[0][0]}"

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement of a test's own, and keep what it did."""
        with sqlite3.connect(self.file, timeout=30) as connection:
            found = connection.execute(text, values).fetchall()
        connection.close()
        return found

    def invoice(self, when: dt.datetime, *places: str) -> Report:
        """Bill at *places*, as `portal invoice` does."""
        return asyncio.run(self._bill(when, places))

    async def _bill(self, when: dt.datetime, places: tuple[str, ...]) -> Report:
        database = open_database(self._settings.database_url)
        try:
            return await bill_all(database, rules(self.root), places, when)
        finally:
            await database.close()


def written_anew(root: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the operator's folders to *root*, with words of some files replaced."""
    for folder in ("policies", "locations", "config"):
        shutil.copytree(HOUSE / folder, root / folder)
    for file, old, new in changes:
        text = (root / file).read_text()
        assert old in text, f"{file} has no {old}"
        (root / file).write_text(text.replace(old, new))
    return root
