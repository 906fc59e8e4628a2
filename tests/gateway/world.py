"""A gateway that a module's tests share: two people, a key, and a clock that the tests move."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials.api_keys import NewKey, make_key
from gateway.settings import Settings, SignIn
from store.databases import Connection, open_database
from store.key_register import RegisteredKey, keep_key
from tests.databases import fresh_database
from tests.gateway.house import HOUSE, SECRET, Clock, add_login, sign_in
from tests.store.rows import NOW, Rows

PEOPLE = ("una", "staff")


@dataclass(frozen=True)
class World:
    """A gateway with two people, somebody of its staff, and a key for Berlin that holds an hour."""

    client: TestClient
    clock: Clock
    url: str
    key: str
    row: RegisteredKey
    tokens: dict[str, str]

    def write(self, work: Callable[[Connection], Awaitable[Any]]) -> Any:
        """Do *work* in the database."""

        async def written() -> Any:
            opened = open_database(self.url)
            try:
                async with opened.transaction() as connection:
                    return await work(connection)
            finally:
                await opened.close()

        return asyncio.run(written())


@contextmanager
def some_world(folder: Path) -> Iterator[World]:
    """Put one together, whose SQLite database lies in *folder*."""
    made, clock = make_key(), Clock()
    end = NOW + dt.timedelta(hours=1)
    row = RegisteredKey("harbour", made.prefix, "website", "berlin", NOW, end, "ada", None)
    with pytest.MonkeyPatch.context() as patch, fresh_database("sqlite", folder) as url:
        patch.setenv("PORTAL_SECRET", SECRET)
        asyncio.run(_fill(url, row, made))
        settings = Settings(HOUSE, url, sign_in=SignIn(attempts=2))
        with TestClient(create_app(settings, clock=clock)) as client:
            tokens = {name: sign_in(client, name)["token"] for name in PEOPLE}
            yield World(client, clock, url, made.text, row, tokens)


async def _fill(url: str, row: RegisteredKey, made: NewKey) -> None:
    rows = Rows()
    logins = {name: add_login(rows, name) for name in PEOPLE}
    rows.member(full_name="Una", login_id=logins["una"])
    rows.add("staff_grants", login_id=logins["staff"], role="front-desk", location_id="harbour")
    opened = open_database(url)
    await rows.write(opened)
    async with opened.transaction() as connection:
        await keep_key(connection, row, made.digest)
    await opened.close()
