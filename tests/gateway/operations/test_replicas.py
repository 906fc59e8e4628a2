"""Queries read from a real copy that follows its primary, by streaming replication."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
import sqlalchemy as sa
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from gateway.application import create_app
from gateway.commands.replication import replication
from gateway.databases import database_of, replicas_of
from gateway.operations import reading
from gateway.settings import Pooling, Settings
from gateway.settings import Replicas as ReplicaSettings
from store import log_positions
from store import replicas as module
from store.databases import open_database
from store.postgresql import PostgresqlDatabase
from store.replicas import BEHIND, Replica, Replicas
from tests.databases import fresh_database
from tests.gateway.live.conftest import ON_BOTH, Place, placed
from tests.gateway.live.lines import PATIENCE, connected
from tests.gateway.live.test_events import ACCESS
from tests.poolers import NEEDS_POOLER, pooled
from tests.replica import Copy, copied_server

pytestmark = ON_BOTH

MINE = "{ me { preferredLanguage } }"
CHANGE = """
mutation ($language: String!) {
  updateMyProfile(input: { preferredLanguage: $language }) {
    customer { preferredLanguage } errors { code }
  }
}
"""
NO_ANSWER = "it does not answer in time"
MORE_THAN_CONNECTIONS = 12
"""A gateway opens ten to a copy."""

PLACE = "{ portal { id } resources(first: 5) { nodes { name } } }"
BACKENDS = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'portal'
"""


class Copied:
    """A gateway that reads from a copy, the copy, and who asks."""

    def __init__(self, place: Place, copy: Copy) -> None:
        self.place = place
        self.copy = copy

    @property
    def replicas(self) -> Replicas:
        """Those of this gateway."""
        reading = self.place.hub._answering.reading
        assert reading is not None
        return reading._replicas

    @property
    def replica(self) -> Replica:
        """The only one of them."""
        return self.replicas.copies[0]

    @property
    def connections(self) -> int:
        """So many does the gateway hold to the copy."""
        database = self.replica._database
        assert isinstance(database, PostgresqlDatabase)
        return database._pool._opened

    async def backends(self) -> int:
        """So many of the gateway's connections does the copy's server hold."""
        connection = await asyncpg.connect(self.copy.url(self.place.database_url))
        try:
            found: int = await connection.fetchval(BACKENDS)
        finally:
            await connection.close()
        return found

    async def tell(self, text: str) -> None:
        """Tell the copy's server something."""
        connection = await asyncpg.connect(self.copy.url(self.place.database_url))
        try:
            await connection.execute(text)
        finally:
            await connection.close()

    async def stands_still(self) -> None:
        """Have the copy take nothing in any more, once it holds what there is."""
        await self.has_all()
        await self.tell("SELECT pg_wal_replay_pause()")

    async def has_all(self) -> None:
        """Have the copy go on, and wait until it holds what there is now."""
        await self.tell("SELECT pg_wal_replay_resume()")
        began = monotonic()
        async with asyncio.timeout(PATIENCE):
            while self.replica.held_at < began:
                await self.replicas.look()
                await asyncio.sleep(0.01)

    async def ask(
        self, query: str, token: str | None, *, app: Starlette | None = None, **variables: Any
    ) -> Any:
        """Ask the gateway, or another one, *app*."""
        headers = {"x-portal": "berlin-mitte"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        transport = ASGITransport(app or self.place.app)
        async with AsyncClient(transport=transport, base_url="http://portal.example.test") as asker:
            body = {"query": query, "variables": variables}
            answer = (await asker.post("/graphql", json=body, headers=headers)).json()
        if "data" not in answer:
            return answer["errors"][0]["extensions"]["code"]
        assert "errors" not in answer, answer
        return answer["data"]

    async def language(self, token: str, app: Starlette | None = None) -> str:
        """What somebody reads of themselves."""
        answer = await self.ask(MINE, token, app=app)
        found: str = answer["me"]["preferredLanguage"]
        return found

    async def change(self, token: str, language: str) -> None:
        """Change it; the payload shows it as it is then."""
        answer = await self.ask(CHANGE, token, language=language)
        assert answer["updateMyProfile"] == {
            "customer": {"preferredLanguage": language}, "errors": []
        }


@pytest_asyncio.fixture(name="copied", scope="module", loop_scope="module")
async def _copied(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Copied]:
    """Berlin Mitte, on a primary and a copy."""
    folder = tmp_path_factory.mktemp("copied")
    with (
        fresh_database("postgresql", folder) as url,
        copied_server() as copy,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("PORTAL_SECRET", "s" * 40)
        async with placed(folder, url, replicas=(copy.url(url),)) as place:
            copied = Copied(place, copy)
            await copied.has_all()
            yield copied


async def test_what_a_session_changed_it_reads_at_once(copied: Copied) -> None:
    """From the primary while the copy is late, whoever else reads the copy; then from the copy."""
    ben, elsewhere = await copied.place.token("ben"), await copied.place.token("ben")
    mia = await copied.place.token("mia")
    await copied.change(ben, "de")
    await copied.stands_still()
    answers, missed = copied.replica.asked, copied.replicas.missed
    assert [await copied.language(token) for token in (ben, elsewhere)] == ["de", "de"]
    assert (copied.replica.asked, copied.replicas.missed) == (answers + 2, missed)

    await copied.change(ben, "en")
    assert await copied.language(ben) == "en"
    assert await copied.language(elsewhere) == "de"  # as late as the setting lets it be
    assert await copied.ask(PLACE, mia) == {
        "portal": {"id": "Portal:berlin-mitte"},
        "resources": {"nodes": [{"name": "Fig tree"}, {"name": "Elm tree"}]},
    }
    assert (copied.replica.asked, copied.replicas.missed) == (answers + 4, missed + 1)

    await copied.has_all()
    assert [await copied.language(token) for token in (ben, elsewhere)] == ["en", "en"]
    assert (copied.replica.asked, copied.replicas.missed) == (answers + 6, missed + 1)


async def test_also_through_another_process(copied: Copied) -> None:
    """The mark is in the database: no process has to have seen the change."""
    ben, place = await copied.place.token("ben"), copied.place
    copies = ReplicaSettings((copied.copy.url(place.database_url),), lag_seconds=60)
    other = create_app(Settings(place.root, place.database_url, copies), clock=place.clock)
    async with other.router.lifespan_context(other):
        await copied.change(ben, "de")
        await copied.stands_still()
        assert await copied.language(ben, other) == "de"
        await copied.change(ben, "en")
        assert await copied.language(ben, other) == "en"
        await copied.has_all()


@NEEDS_POOLER
async def test_behind_poolers_all_is_as_before(copied: Copied, tmp_path: Path) -> None:
    """PgBouncer before the primary and before the copy: one gateway writes, another one reads."""
    ben, place = await copied.place.token("ben"), copied.place
    for name in ("primary", "copy"):
        (tmp_path / name).mkdir()
    with (
        pooled(tmp_path / "primary", place.database_url) as primary,
        pooled(tmp_path / "copy", copied.copy.url(place.database_url)) as copy,
    ):
        settings = Settings(
            place.root, primary, database=Pooling("transaction", place.database_url),
            replicas=ReplicaSettings((copy,), lag_seconds=60),
        )
        other = create_app(settings, clock=place.clock)
        async with other.router.lifespan_context(other):
            await copied.change(ben, "de")
            assert await copied.language(ben, other) == "de"
            await copied.change(ben, "en")
            assert await copied.language(ben, other) == "en"
        database = database_of(settings)
        replicas = replicas_of(settings, database)
        assert replicas is not None
        (replica,) = replicas.copies
        async with asyncio.timeout(PATIENCE):
            while replicas.choose() is None:
                await replicas.look()
        async with replica.reading(snapshot=True) as connection:
            assert await connection.fetch("SELECT pg_is_in_recovery()", ()) == [(True,)]
        await replicas.close()
        await database.close()


async def test_rights_are_those_of_now(copied: Copied) -> None:
    """However late the copy is: what was lost is lost, and a session that ended has ended."""
    mia, place = await copied.place.token("mia"), copied.place
    await copied.stands_still()
    assert (await copied.ask(PLACE, mia))["resources"] is not None
    customer = place.people["mia"]
    await place.run(
        "UPDATE contracts SET ends_at = '2026-11-01T00:00:00Z', cancellation_date = '2026-11-01' "
        f"WHERE customer_id = {customer}"
    )
    assert (await copied.ask(PLACE, mia))["resources"] is None
    await place.sign_out("mia")
    assert await copied.ask(PLACE, mia) == "UNAUTHENTICATED"
    await copied.has_all()


async def test_events_are_read_where_they_happen(copied: Copied) -> None:
    """What is followed is looked up in the primary."""
    await copied.stands_still()
    async with connected(copied.place.app) as line:
        await line.hear()
        await line.begin(await copied.place.token("sam"))
        line.ask(ACCESS)
        await copied.place.followed(1)
        copied.place.house.suspend(copied.place.people["sam"])
        await copied.place.house.built()
        event = (await line.hear())["payload"]["data"]
        assert event["myAccessChanged"]["viewer"]["suspended"] is True
    await copied.has_all()


async def test_too_late_or_gone_it_is_not_asked(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the primary answers; and the copy again, once it is there and near."""
    tom, elsewhere = await copied.place.token("tom"), await copied.place.token("tom")
    await copied.change(tom, "de")
    await copied.stands_still()
    assert await copied.language(elsewhere) == "de"
    await copied.change(tom, "en")
    with monkeypatch.context() as patch:
        patch.setattr(module, "monotonic", lambda: monotonic() + 61)
        assert copied.replicas.choose() is None
        await copied.replicas.look()
        assert copied.replica.fault == BEHIND
        assert await copied.language(elsewhere) == "en"
    await copied.has_all()
    assert copied.replicas.choose() is copied.replica

    copied.copy.stop()
    answers = copied.replica.asked
    assert await copied.language(elsewhere) == "en"
    assert copied.replicas.choose() is None
    copied.copy.start()
    await copied.has_all()
    assert await copied.language(elsewhere) == "en"
    assert copied.replica.asked == answers + 1


async def test_one_that_hangs_costs_one_wait(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks it then waits once, and the primary answers; nobody waits until it is well."""
    tokens = [await copied.place.token("ben") for _ in range(MORE_THAN_CONNECTIONS)]
    await copied.change(tokens[0], "de")
    await copied.has_all()
    monkeypatch.setattr(reading, "PATIENCE_SECONDS", 0.3)
    answers, missed = copied.replica.asked, copied.replicas.missed
    with copied.copy.hanging():
        assert copied.replica.fault is None
        began = monotonic()
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.gather(*(copied.language(token) for token in tokens))
        assert found == ["de"] * len(tokens)
        assert monotonic() - began >= 0.3
        assert copied.replica.fault == NO_ANSWER
        assert (copied.replica.asked, copied.replicas.missed) == (answers, missed + len(tokens))

        monkeypatch.setattr(log_positions, "PATIENCE_SECONDS", 0.3)
        await copied.replicas.look()
        assert copied.replicas.choose() is None
        assert await copied.language(tokens[0]) == "de"
        assert copied.replicas.missed == missed + len(tokens)
        monkeypatch.undo()
    await copied.has_all()
    assert await copied.language(tokens[0]) == "de"
    assert (copied.replica.asked, copied.replicas.missed) == (answers + 1, missed + len(tokens))
    async with asyncio.timeout(PATIENCE):
        while await copied.backends() != copied.connections:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_for_one_that_hangs_no_other_one_waits(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lets connect and says nothing; meanwhile it is looked how far the other one is."""
    url = copied.place.database_url
    with socket.create_server(("127.0.0.1", 0)) as swallows:
        silent = f"postgresql://portal@127.0.0.1:{swallows.getsockname()[1]}/portal"
        primary = open_database(url)
        replicas = Replicas(primary, [silent, copied.copy.url(url)], 60)
        hangs, good = replicas.copies
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
        monkeypatch.setattr(log_positions, "PATIENCE_SECONDS", 1.0)
        watch = asyncio.create_task(replicas.watch())
        held = set[float]()
        async with asyncio.timeout(PATIENCE):
            while hangs.fault != NO_ANSWER:
                held.add(good.held_at)
                await asyncio.sleep(0.01)
        assert len(held) > 5
        assert {replicas.choose() for _ in range(4)} == {good}
        watch.cancel()
        assert isinstance((await asyncio.gather(watch, return_exceptions=True))[0], BaseException)
        await replicas.close()
        await primary.close()


async def test_only_a_copy_of_this_database_is_asked(copied: Copied) -> None:
    """Not the primary itself, nor a copy of another database, nor one that takes writes now."""
    url = copied.place.database_url
    another = sa.make_url(url).set(database="postgres").render_as_string(hide_password=False)
    primary = open_database(url)
    strangers = Replicas(primary, [url, copied.copy.url(another), copied.copy.url(url)], 60)
    itself, of_another, copy = strangers.copies
    async with asyncio.timeout(PATIENCE):
        while copy.fault is not None:
            await strangers.look()
    assert itself.fault == "it is no replica, since it takes writes of its own"
    assert of_another.fault == "it is a replica of another database"
    copies = ReplicaSettings((url, copied.copy.url(url)))
    told = await replication(Settings(copied.place.root, url, copies), primary)
    assert told[0].verdict == "bad"
    assert told[1].verdict in ("good", "doubtful")
    assert {strangers.choose() for _ in range(6)} == {copy}
    await copied.tell("SELECT pg_promote()")
    await strangers.look()
    assert copy.fault == itself.fault
    assert strangers.choose() is None
    await strangers.close()
    await primary.close()
