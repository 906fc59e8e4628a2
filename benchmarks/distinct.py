"""Many documents, many viewers: `python -m benchmarks.distinct [--documents 100000]`.

Two gateways answer a page that everybody knows, in turns. To one of them come as many documents as
asked for of which no two are alike, and then as many viewers, each with a session of their own, who
ask that page once. The other one is left in peace. The run fails where the second half of what
comes makes the process larger, when all that there is room for is remembered, or where the known
page has become slower beside the other gateway's.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.crowd import add_crowd, crowd
from benchmarks.load import Round, load, request_bytes
from benchmarks.options import add_databases, finish, parser_of
from benchmarks.pages import PAGES, PORTAL
from benchmarks.servers import Server
from benchmarks.steady import Line
from benchmarks.without_budgets import WITHOUT_BUDGETS
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import tokens_of
from gateway.settings import Settings
from store.databases import open_database
from store.demo import fill
from store.facts import REMEMBERED
from tests.databases import fresh_database
from tests.served import Served, served

CONNECTIONS = 4
VIEWERS = "viewers"
STEPS = 4
"""Memory is looked at after so many parts of what comes."""

MOST_GROWTH = 16.0
"""Megabytes that the second half of what comes may add, when the caches are full."""

MOST_SLOWER = 1.3


A_VIEWER = 5_000
"""Bytes that a viewer takes who is remembered, about."""


@dataclass(frozen=True, slots=True)
class Known:
    """The known page: medians over rounds, in seconds, and beside those of the other gateway."""

    p50: float
    p99: float
    p50_ratio: float
    p99_ratio: float


class Gateway:
    """A gateway that is asked, and what its process holds meanwhile."""

    def __init__(self, served_at: Served, token: str) -> None:
        self.server = Server("gateway", served_at.port, served_at.process)
        self._token = token

    def request(self, query: str, token: str | None = None) -> bytes:
        """Write a request; without another *token* it is the known viewer's."""
        headers = [("x-portal", PORTAL), ("authorization", f"Bearer {token or self._token}")]
        return request_bytes(self.server.port, orjson.dumps({"query": query}), headers)

    async def round(self, seconds: float) -> Round:
        """Ask the known page for so long."""
        page = self.request(PAGES[0].query)
        port = self.server.port
        return await load(port, lambda: page, connections=CONNECTIONS, seconds=seconds)

    async def send(self, requests: Iterator[bytes], count: int) -> list[float]:
        """Send so many requests; return the memory before, and after each part, in megabytes."""
        memory = [self.server.memory_megabytes]
        for _ in range(STEPS):
            part = islice(requests, count // STEPS)
            await asyncio.gather(*(self._send(part) for _ in range(CONNECTIONS)))
            memory.append(self.server.memory_megabytes)
        return memory

    async def _send(self, requests: Iterator[bytes]) -> None:
        line = Line("127.0.0.1", self.server.port)
        for request in requests:
            reply = await line.send(request)
            if reply.status != 200 or b'"errors"' in reply.body:
                raise RuntimeError(f"{reply.status}: {reply.body[:300]!r}")
        line.close()


async def known(gateway: Gateway, other: Gateway, rounds: int, seconds: float) -> Known:
    """Measure the known page at both, in turns, to and fro; the first turn only warms up."""
    pairs = []
    for number in range(rounds + 1):
        order = (gateway, other) if number % 2 else (other, gateway)
        found = {each: await each.round(seconds) for each in order}
        pairs.append((found[gateway], found[other]))

    def median(share: float) -> tuple[float, float]:
        here = [(one.percentile(share), two.percentile(share)) for one, two in pairs[1:]]
        return statistics.median(one for one, _ in here), statistics.median(
            one / two for one, two in here
        )

    (p50, p50_ratio), (p99, p99_ratio) = median(0.5), median(0.99)
    return Known(p50, p99, p50_ratio, p99_ratio)


def documents() -> Iterator[str]:
    """Yield documents without end, no two of them alike."""
    number = 0
    while True:
        number += 1
        yield f"{{ events(first: 2) {{ nodes {{ id a{number}: title }} }} }}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a run: what came, how long it took, the memory meanwhile, the page after it."""

    name: str
    count: int
    seconds: float
    memory: list[float]
    known: Known

    def problems(self, before: Known) -> Iterator[str]:
        """Yield what should not have come of it."""
        grown = self.memory[-1] - self.memory[len(self.memory) // 2]
        room = 0.0
        if self.name == VIEWERS:  # of whom not all may be remembered yet
            room = A_VIEWER * max(0, REMEMBERED - self.count // 2) / 2**20
        if grown > MOST_GROWTH + room:
            yield f"{self.name}: the second half of them added {grown:.0f} MB"
        times = self.known.p99_ratio / before.p99_ratio
        if times > MOST_SLOWER:
            yield f"{self.name}: the known page's p99 is {times:.2f} times what it was"


async def measure(
    gateway: Gateway, other: Gateway, tokens: Iterator[str], options: argparse.Namespace
) -> tuple[Known, list[Part]]:
    """Measure the known page before, between and after."""
    rounds, length = options.rounds, options.seconds
    asked = (gateway.request(query) for query in documents())
    await gateway.send(chain(islice(asked, 200)), 200)  # so that what is made once is there
    before = await known(gateway, other, rounds, length)
    parts = []
    page = PAGES[0].query
    for name, count, requests in (
        ("documents", options.documents, asked),
        (VIEWERS, options.viewers, (gateway.request(page, token) for token in tokens)),
    ):
        began = time.perf_counter()
        memory = await gateway.send(requests, count)
        seconds = time.perf_counter() - began
        after = await known(gateway, other, rounds, length)
        parts.append(Part(name, count, seconds, memory, after))
    return before, parts


def run(kind: str, options: argparse.Namespace, console: Console) -> list[str]:
    """Measure on one kind of database; return what should not have come of it."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-distinct-") as name,
        fresh_database(kind, Path(name)) as url,
    ):
        folder, other = Path(name, "asked"), Path(name, "other")
        folder.mkdir()
        other.mkdir()
        fill(url)
        asyncio.run(_add_people(url, options.viewers + 1))
        with (
            served(folder, url, budgets=WITHOUT_BUDGETS) as asked_at,
            served(other, url, budgets=WITHOUT_BUDGETS) as other_at,
        ):
            settings = Settings(folder / "served", url)
            tokens = tokens_of(settings, secret_of(settings), lambda: dt.datetime.now(dt.UTC))
            found = (person.token(tokens) for person in crowd(options.viewers + 1))
            first = next(found)
            before, parts = asyncio.run(
                measure(Gateway(asked_at, first), Gateway(other_at, first), found, options)
            )
    _show(kind, before, parts, console)
    return [f"{kind}, {each}" for part in parts for each in part.problems(before)]


async def _add_people(url: str, count: int) -> None:
    database = open_database(url)
    await add_crowd(database, count, dt.datetime.now(dt.UTC))
    await database.close()


def _show(kind: str, before: Known, parts: list[Part], console: Console) -> None:
    table = Table(title=kind)
    for column in ("", "seconds", "memory, MB", "page: p50, ms", "p99, ms", "p50 ×", "p99 ×"):
        table.add_column(column, justify="right" if column else "left")
    table.add_row("before", "", f"{parts[0].memory[0]:.0f}", *_cells(before))
    for part in parts:
        memory = " ".join(f"{each:.0f}" for each in part.memory[1:])
        name = f"{part.count:,} {part.name}"
        table.add_row(name, f"{part.seconds:.0f}", memory, *_cells(part.known))
    console.print(table)


def _cells(found: Known) -> Iterator[str]:
    yield from (f"{1000 * each:.2f}" for each in (found.p50, found.p99))
    yield from (f"{each:.2f}" for each in (found.p50_ratio, found.p99_ratio))


def main() -> None:
    """Print a table for each kind of database; end with 1 where something grows."""
    parser = parser_of("distinct", __doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--viewers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7, help="of the known page, that count")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one round")
    add_databases(parser)
    options = parser.parse_args()
    os.environ["PORTAL_SECRET"] = "s" * 40
    console = Console(width=100)
    found = [each for kind in options.databases for each in run(kind, options, console)]
    finish(found, console)


if __name__ == "__main__":
    main()
