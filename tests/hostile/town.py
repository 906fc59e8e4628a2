"""The demo network behind one gateway in this process, and some of its people, signed in."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.bounds import Budget, Budgets
from gateway.settings import Payments, Settings
from planning.entities import Entity
from planning.ids import global_id
from resolvers.catalogue import CATALOGUE
from store.compiled import Values, compile_statement
from store.databases import open_database
from store.demo import PASSWORD, fill
from store.sqlite import SqliteConnection
from tests.databases import fresh_database

HOUSE = Path(__file__).parent.parent.parent
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Somebody:
    """Who asks, and at which portal; without an address nobody knows who it is."""

    portal: str
    email: str | None = None


PEOPLE = {
    "anonymous": Somebody("berlin-mitte"),
    "anonymous in Ghent": Somebody("ghent-docks"),
    "contact": Somebody("berlin-mitte", "anna@harbour.test"),
    "member": Somebody("berlin-mitte", "ben@harbour.test"),
    "suspended member": Somebody("berlin-mitte", "sam@harbour.test"),
    "team administrator": Somebody("berlin-mitte", "tom@harbour.test"),
    "front desk": Somebody("berlin-mitte", "fatima@harbour.test"),
    "house manager": Somebody("berlin-kreuzberg", "markus@harbour.test"),
    "network admin": Somebody("berlin-mitte", "dana@harbour.test"),
    "studio manager": Somebody("plenum-peckham", "sofia@plenum.test"),
}

SIGN_IN = """
mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { token }
}
"""


@dataclass(frozen=True, eq=False)
class Town:
    """The database, its gateway, the tokens of people, and what there is of each type."""

    url: str
    client: TestClient
    tokens: dict[str, str]
    ids: dict[str, list[Any]]

    def ask(self, person: str, query: str, variables: Any = None) -> bytes:
        """Return what *person* is answered at their portal."""
        response = self.send(person, query, variables)
        assert response.status_code == 200, response.text
        found: bytes = response.content
        return found

    def send(
        self, person: str, query: str, variables: Any = None, *, portal: str | None = None
    ) -> httpx2.Response:
        """Ask as *person*, at their portal or at another one; return whatever comes back."""
        headers = {"x-portal": portal or PEOPLE[person].portal}
        if person in self.tokens:
            headers["authorization"] = f"Bearer {self.tokens[person]}"
        body = {"query": query, "variables": variables or {}}
        return self.client.post("/graphql", json=body, headers=headers)

    def counted(self, person: str, query: str, variables: Any = None) -> tuple[bytes, int]:
        """Return what *person* is answered, and after how many statements."""
        count, fetch = 0, SqliteConnection.fetch

        def counting(connection: SqliteConnection, text: str, values: Values = ()) -> Any:
            nonlocal count
            count += 1
            return fetch(connection, text, values)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SqliteConnection, "fetch", counting)
            return self.ask(person, query, variables), count

    def some(self, type_name: str, most: int) -> list[str]:
        """Return the ids of some records of a type, the same ones every time."""
        ids = self.ids[type_name]
        chosen = random.Random(type_name).sample(ids, min(most, len(ids)))
        return [global_id(type_name, each) for each in chosen]

    def absent(self, type_name: str) -> str:
        """Return an id that no record of the type has."""
        ids = self.ids[type_name]
        if ids and isinstance(ids[0], str):
            return global_id(type_name, "nowhere")
        return global_id(type_name, max(ids, default=0) + 17)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Fill a database with the demo, and open its gateway."""
    with fresh_database("sqlite", folder) as url:
        fill(url, today=NOW.date())
        with opened(url, asyncio.run(_ids(url))) as here:
            yield here


@contextmanager
def opened(url: str, ids: dict[str, list[Any]]) -> Iterator[Town]:
    """Open a gateway before a database that is filled, to which nobody has spoken before."""
    app = app_over(url)
    with TestClient(app) as client:
        tokens = {
            name: _token(client, somebody)
            for name, somebody in PEOPLE.items() if somebody.email is not None
        }
        yield Town(url, client, tokens, ids)


def app_over(url: str) -> Starlette:
    """Make the gateway of a town, whose clock stands still."""
    unbounded = Budgets(*[Budget(operation=0, minute=0)] * 4)
    settings = Settings(HOUSE, url, budgets=unbounded, payments=Payments("test"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "the same for all that are opened" * 2)
        return create_app(settings, clock=lambda: NOW)


async def _ids(url: str) -> dict[str, list[Any]]:
    database = open_database(url)
    try:
        places = (HOUSE / "locations").glob("*.yaml")
        found: dict[str, list[Any]] = {"Location": sorted(each.stem for each in places)}
        async with database.connection() as connection:
            for name, entity in CATALOGUE.entities.items():
                if isinstance(entity, Entity):
                    asked = compile_statement(sa.select(entity.table.c.id), database.dialect)
                    rows = await connection.fetch(asked.text, asked.values({}))
                    found[name] = sorted({row[0] for row in rows})
        return found
    finally:
        await database.close()


def _token(client: TestClient, somebody: Somebody) -> str:
    variables = {"email": somebody.email, "password": PASSWORD}
    response = client.post(
        "/graphql", json={"query": SIGN_IN, "variables": variables},
        headers={"x-portal": somebody.portal},
    )
    token: str = response.json()["data"]["signIn"]["token"]
    return token
