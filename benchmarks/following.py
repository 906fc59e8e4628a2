"""Ten thousand who follow: `python -m benchmarks.following [--subscribers 10000]`.

As many connections as asked for to one process, of five kinds of people: strangers, and members,
contacts, frozen and suspended members with sessions of their own. Then something happens to events
that not all of them may see. Everybody has to be sent what a query would answer them, and nothing
else. Printed are the memory of a connection, the time until the last one has it, the CPU time,
statements and plans that it took, and what looking after everybody's rights takes meanwhile.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import orjson
from httpx2 import AsyncClient
from rich.console import Console
from rich.table import Table

from benchmarks.crowd import NETWORK, add_crowd, crowd
from benchmarks.followers import WAYS, Tally, follow
from benchmarks.options import add_databases, parser_of
from benchmarks.pages import PORTAL
from benchmarks.servers import Server
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import tokens_of
from gateway.settings import Settings
from store.databases import open_database
from store.demo import fill
from store.happenings import Happening, tell
from tests.databases import fresh_database
from tests.served import Served, served

FIELDS = "{ id title description location { name } }"
QUERY = f"subscription {{ eventPublished {FIELDS} }}"
STRANGER = "stranger"
PATIENCE = 60.0
QUIET = 0.5
IDLE = 6.0


@dataclass(frozen=True, slots=True)
class Wave:
    """One event, from its being told until everybody had it."""

    name: str
    sent: int
    seconds: float
    cpu: float
    statements: float
    planned: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to; memory in kilobytes, times in seconds, `watching` in CPU a second."""

    connected: int
    seconds: float
    kilobytes: float
    watching: float
    waves: tuple[Wave, ...]


async def measure(
    gateway: Served, url: str, way: str, who: list[tuple[str, str | None]], rounds: int
) -> Outcome:
    """Connect everybody, let something happen to each event a few times, and look at it all.

    Raises:
        AssertionError: somebody was sent what is not theirs, or was not sent what is.
    """
    server, tally = Server("gateway", gateway.port, gateway.process), Tally()
    database = open_database(url)
    async with AsyncClient(base_url=gateway.address, timeout=PATIENCE) as client:
        expected = await _expected(client, who)
        before, began = server.memory_megabytes, time.perf_counter()
        followers = await follow(way, gateway.host, gateway.port, who, QUERY, tally)
        async with asyncio.timeout(PATIENCE):
            while (await _figures(client))["portal_live_streams"] < len(who):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        seconds = time.perf_counter() - began
        kilobytes = 1024 * (server.memory_megabytes - before) / len(who)
        cpu = server.cpu_seconds
        await asyncio.sleep(IDLE)
        watching = (server.cpu_seconds - cpu) / IDLE
        waves = []
        for record, bodies in [*expected.items()] * rounds:
            count = Counter(kind for kind, _ in who)
            awaited = {
                (kind, body): count[kind] for kind, body in bodies.items() if body is not None
            }
            figures, cpu = await _figures(client), server.cpu_seconds
            tally.empty()
            async with database.transaction() as connection:
                await tell(connection, Happening(NETWORK, "Event", record))
            told = time.perf_counter()
            await _all_have(tally, sum(awaited.values()))
            spent = server.cpu_seconds - cpu
            after = await _figures(client)
            await asyncio.sleep(QUIET)
            assert tally.events == awaited, f"{way}: sent {tally.events}, not {awaited}"
            waves.append(Wave(
                " + ".join(sorted(kind for kind, _ in awaited)), sum(awaited.values()),
                tally.last - told, spent,
                after["portal_live_statements_total"] - figures["portal_live_statements_total"],
                after["portal_plan_misses_total"] - figures["portal_plan_misses_total"],
            ))
        for each in followers:
            each.leave()
    await database.close()
    return Outcome(len(who), seconds, kilobytes, watching, tuple(waves))


async def _all_have(tally: Tally, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while tally.events.total() < count:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


async def _expected(
    client: AsyncClient, who: list[tuple[str, str | None]]
) -> dict[int, dict[str, bytes | None]]:
    """Ask for events as one of each kind; return those that are for different kinds of people.

    For each of them the answer by kind, or None where there is none.
    """
    first: dict[str, str | None] = {}
    for kind, token in who:
        first.setdefault(kind, token)
    some = "{ events(first: 50) { nodes { id } } }"
    ids: set[str] = set()
    for token in first.values():
        answer = orjson.loads(await _ask(client, token, some))
        ids |= {each["id"] for each in answer["data"]["events"]["nodes"]}
    found: dict[frozenset[str], tuple[int, dict[str, bytes | None]]] = {}
    for name in sorted(ids):
        query = f'{{ eventPublished: event(id: "{name}") {FIELDS} }}'
        bodies: dict[str, bytes | None] = {}
        for kind, token in first.items():
            body = await _ask(client, token, query)
            seen = orjson.loads(body)["data"]["eventPublished"] is not None
            bodies[kind] = body if seen else None
        seen_by = frozenset(kind for kind, body in bodies.items() if body is not None)
        found.setdefault(seen_by, (int(name.partition(":")[2]), bodies))
    assert len(found) > 1, "all events of the demo are for the same people"
    return dict(found.values())


async def _ask(client: AsyncClient, token: str | None, query: str) -> bytes:
    headers = {"x-portal": PORTAL, "accept": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    answer = await client.post("/graphql", json={"query": query}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.content


async def _figures(client: AsyncClient) -> dict[str, float]:
    lines = (await client.get("/metrics")).text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def people(settings: Settings, count: int) -> list[tuple[str, str | None]]:
    """Return so many people, kind and token; every fifth of them is a stranger without one."""
    tokens = tokens_of(settings, secret_of(settings), lambda: dt.datetime.now(dt.UTC))
    members = crowd(count)
    return [
        (STRANGER, None) if number % 5 == 4 else (person.kind, person.token(tokens))
        for number, person in zip(range(count), members, strict=True)
    ]


def run(kind: str, ways: list[str], count: int, rounds: int, console: Console) -> None:
    """Measure on one kind of database, over each of the ways."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-following-") as name,
        fresh_database(kind, Path(name)) as url,
    ):
        folder = Path(name)
        fill(url)
        asyncio.run(_gather(url, count))
        for number, way in enumerate(ways):
            place = folder / str(number)
            place.mkdir()
            live = {"connections": count + 10}
            with served(place, url, live=live, metrics=True) as gateway:
                settings = Settings(place / "served", url)
                who = people(settings, count)
                outcome = asyncio.run(measure(gateway, url, way, who, rounds))
            _show(kind, way, outcome, console)


async def _gather(url: str, count: int) -> None:
    database = open_database(url)
    await add_crowd(database, count, dt.datetime.now(dt.UTC))
    await database.close()


def _show(kind: str, way: str, outcome: Outcome, console: Console) -> None:
    console.print(
        f"{kind}, {way}: {outcome.connected:,} connected in {outcome.seconds:.1f} s, "
        f"{outcome.kilobytes:.1f} kB each; looking after their rights takes "
        f"{100 * outcome.watching:.0f} % of a core"
    )
    table = Table()
    columns = ("seen by", "sent", "all have it, s", "CPU s", "µs each", "statements", "plans")
    for column in columns:
        table.add_column(column, justify="left" if column == "seen by" else "right")
    for wave in outcome.waves:
        table.add_row(
            wave.name, f"{wave.sent:,}", f"{wave.seconds:.2f}", f"{wave.cpu:.2f}",
            f"{1e6 * wave.cpu / wave.sent:.0f}", f"{wave.statements:.0f}", f"{wave.planned:.0f}",
        )
    console.print(table)


def main() -> None:
    """Print a table for each kind of database and each way."""
    parser = parser_of("following", __doc__)
    parser.add_argument("--subscribers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3, help="of each event")
    parser.add_argument("--over", nargs="+", default=list(WAYS), choices=list(WAYS))
    add_databases(parser, ["postgresql"])
    options = parser.parse_args()
    needed = options.subscribers + 200
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if needed > most:
        raise SystemExit(f"so many connections need {needed} files, and {most} may be open here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), most))
    os.environ["PORTAL_SECRET"] = "s" * 40
    console = Console(width=110)
    for kind in options.databases:
        run(kind, options.over, options.subscribers, options.rounds, console)


if __name__ == "__main__":
    main()
