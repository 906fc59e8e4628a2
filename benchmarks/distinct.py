"""Many documents, many viewers: `python -m benchmarks.distinct [--count 100000]`.

A page that everybody knows is measured. Then come as many documents as asked for of which no two
are alike, and then as many viewers, each with a session of their own, who ask that page once. After
each the page is measured again. The run fails where the second half of them makes the process
larger, when the caches are full, or where the known page has become slower.
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
from benchmarks.load import load, request_bytes
from benchmarks.pages import PAGES, PORTAL
from benchmarks.servers import Server
from benchmarks.steady import Line
from benchmarks.without_budgets import WITHOUT_BUDGETS
from gateway.application import secret_of, tokens_of
from gateway.settings import Settings
from store.databases import open_database
from store.demo import fill
from tests.databases import fresh_database
from tests.served import served

CONNECTIONS = 4
STEPS = 4
"""Memory is looked at after so many parts of what comes."""

MOST_GROWTH = 16.0
"""Megabytes that the second half of what comes may add, when the caches are full."""

MOST_SLOWER = 1.3


@dataclass(frozen=True, slots=True)
class Known:
    """The known page: medians over rounds, in seconds."""

    p50: float
    p99: float


class Gateway:
    """A gateway that is asked, and what its process holds meanwhile."""

    def __init__(self, port: int, process: int, token: str, rounds: int, seconds: float) -> None:
        self.server = Server("gateway", port, process)
        self._token = token
        self._rounds = rounds
        self._seconds = seconds

    def request(self, query: str, token: str | None = None) -> bytes:
        """Write a request; without another *token* it is the known viewer's."""
        headers = [("x-portal", PORTAL), ("authorization", f"Bearer {token or self._token}")]
        return request_bytes(self.server.port, orjson.dumps({"query": query}), headers)

    async def known(self) -> Known:
        """Measure the known page."""
        page = self.request(PAGES[0].query)
        found = [
            await load(
                self.server.port, lambda: page, connections=CONNECTIONS, seconds=self._seconds
            )
            for _ in range(self._rounds + 1)
        ][1:]
        return Known(
            statistics.median(each.percentile(0.5) for each in found),
            statistics.median(each.percentile(0.99) for each in found),
        )

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
    seconds: float
    memory: list[float]
    known: Known

    def problems(self, before: Known) -> Iterator[str]:
        """Yield what should not have come of it."""
        grown = self.memory[-1] - self.memory[len(self.memory) // 2]
        if grown > MOST_GROWTH:
            yield f"{self.name}: the second half of them added {grown:.0f} MB"
        if self.known.p99 > MOST_SLOWER * before.p99:
            times = self.known.p99 / before.p99
            yield f"{self.name}: the known page's p99 is {times:.2f} times what it was"


async def measure(gateway: Gateway, tokens: Iterator[str], count: int) -> tuple[Known, list[Part]]:
    """Measure the known page before, between and after."""
    asked = (gateway.request(query) for query in documents())
    await gateway.send(chain(islice(asked, 200)), 200)  # so that what is made once is there
    before = await gateway.known()
    parts = []
    page = PAGES[0].query
    for name, requests in (
        ("documents", asked), ("viewers", (gateway.request(page, token) for token in tokens))
    ):
        began = time.perf_counter()
        memory = await gateway.send(requests, count)
        seconds = time.perf_counter() - began
        parts.append(Part(name, seconds, memory, await gateway.known()))
    return before, parts


def run(kind: str, options: argparse.Namespace, console: Console) -> list[str]:
    """Measure on one kind of database; return what should not have come of it."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-distinct-") as name,
        fresh_database(kind, Path(name)) as url,
    ):
        folder = Path(name)
        fill(url)
        asyncio.run(_add_people(url, options.count + 1))
        with served(folder, url, budgets=WITHOUT_BUDGETS) as served_at:
            settings = Settings(folder / "served", url)
            tokens = tokens_of(settings, secret_of(settings), lambda: dt.datetime.now(dt.UTC))
            found = (person.token(tokens) for person in crowd(options.count + 1))
            gateway = Gateway(
                served_at.port, served_at.process, next(found), options.rounds, options.seconds
            )
            before, parts = asyncio.run(measure(gateway, found, options.count))
    _show(kind, options.count, before, parts, console)
    return [f"{kind}, {each}" for part in parts for each in part.problems(before)]


async def _add_people(url: str, count: int) -> None:
    database = open_database(url)
    await add_crowd(database, count, dt.datetime.now(dt.UTC))
    await database.close()


def _show(
    kind: str, count: int, before: Known, parts: list[Part], console: Console
) -> None:
    table = Table(title=kind)
    for column in ("", "seconds", "memory, MB", "known page: p50, ms", "p99, ms"):
        table.add_column(column, justify="right" if column else "left")
    known = (f"{1000 * before.p50:.2f}", f"{1000 * before.p99:.2f}")
    table.add_row("before", "", f"{parts[0].memory[0]:.0f}", *known)
    for part in parts:
        table.add_row(
            f"{count:,} {part.name}", f"{part.seconds:.0f}",
            " ".join(f"{each:.0f}" for each in part.memory[1:]),
            f"{1000 * part.known.p50:.2f}", f"{1000 * part.known.p99:.2f}",
        )
    console.print(table)


def main() -> None:
    """Print a table for each kind of database; end with 1 where something grows."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.distinct", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--count", type=int, default=100_000, help="documents, and viewers")
    parser.add_argument("--rounds", type=int, default=7, help="of the known page, that count")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one round")
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"],
        choices=["sqlite", "postgresql"],
    )
    options = parser.parse_args()
    os.environ["PORTAL_SECRET"] = "s" * 40
    console = Console(width=100)
    found = [each for kind in options.databases for each in run(kind, options, console)]
    for each in found:
        console.print(each, markup=False)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
