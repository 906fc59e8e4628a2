"""The same pages at growing scale: `python -m benchmarks.scale [--scales 1 10 100]`.

For each scale a database is filled with the demo, and a gateway of its own serves it. Each page is
asked of all of them in turn, one request after another, over HTTP; what is compared is the median
of a page's times with the one at the smallest scale. A list's deep page is compared with its first.
The run ends with 1 where a page that should be flat takes more than 1.3 times as long, and not only
the half of its requests that the machine has disturbed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.load import request_bytes
from benchmarks.options import add_databases, finish, parser_of
from benchmarks.scenes import SCENES, Scene
from benchmarks.steady import Line
from benchmarks.without_budgets import WITHOUT_BUDGETS
from store.databases import open_database
from store.demo import PASSWORD, fill
from store.migrations import migrate
from store.tables import metadata
from tests.databases import fresh_database
from tests.served import Served, served

HOPS = 200
"""How many pages of a hundred lie before the deep one, if there are so many."""

MOST = 1.3
"""So many times as long as at the smallest scale, or as the first page, a page may take."""

Headers = Sequence[tuple[str, str]]


class World:
    """A gateway over the demo at one scale, and one connection to it."""

    def __init__(self, gateway: Served) -> None:
        self._port = gateway.port
        self._line = Line(gateway.host, gateway.port)
        self._headers: dict[tuple[str, str], Headers] = {}
        self._requests: dict[Scene, bytes] = {}

    async def prepare(self, scene: Scene) -> None:
        """Sign in whoever opens *scene*, go down to where it is, and ask a few times."""
        who = (scene.who, scene.portal)
        if who not in self._headers:
            self._headers[who] = await self._sign_in(*who)
        headers = self._headers[who]
        after = await self._end(scene, headers) if scene.deep else None
        self._requests[scene] = self._request(scene.query, headers, {"after": after})
        for _ in range(20):
            await self.seconds(scene)

    async def seconds(self, scene: Scene) -> float:
        """Return how long the page took this time."""
        request = self._requests[scene]
        began = time.perf_counter()
        reply = await self._line.send(request)
        seconds = time.perf_counter() - began
        assert reply.status == 200, reply
        assert b'"errors"' not in reply.body, reply
        return seconds

    async def _end(self, scene: Scene, headers: Headers) -> str | None:
        assert scene.deep is not None
        query = re.sub(r"first: \d+", "first: 100", scene.query)
        after = None
        for _ in range(HOPS):
            page = (await self._data(query, headers, {"after": after}))[scene.deep]["pageInfo"]
            if not page["hasNextPage"]:
                break
            after = page["endCursor"]
        return after

    async def _sign_in(self, email: str, portal: str) -> Headers:
        at = ("x-portal", portal)
        given = f'{{ email: "{email}", password: "{PASSWORD}" }}'
        data = await self._data(f"mutation {{ signIn(input: {given}) {{ token }} }}", [at], {})
        return at, ("authorization", f"Bearer {data['signIn']['token']}")

    async def _data(self, query: str, headers: Headers, variables: Mapping[str, Any]) -> Any:
        reply = await self._line.send(self._request(query, headers, variables))
        answer = orjson.loads(reply.body)
        assert "errors" not in answer, answer
        return answer["data"]

    def _request(self, query: str, headers: Headers, variables: Mapping[str, Any]) -> bytes:
        body = orjson.dumps({"query": query, "variables": variables})
        return request_bytes(self._port, body, headers)


@dataclass(frozen=True, slots=True)
class Times:
    """How long a page took in one world, in seconds, at most: half of its requests, and a tenth."""

    p50: float
    p10: float

    def beside(self, other: Times) -> float:
        """Return how many times as long it took; a busy machine stretches p50 more than p10."""
        return min(self.p50 / other.p50, self.p10 / other.p10)


async def measure(worlds: Sequence[World], requests: int) -> dict[Scene, list[Times]]:
    """Return the times of each page in each world; all are asked in turn, to and fro."""
    turns = [(scene, world) for scene in SCENES for world in worlds]
    for scene, world in turns:
        await world.prepare(scene)
    times: dict[tuple[Scene, World], list[float]] = {turn: [] for turn in turns}
    for number in range(requests):
        for scene, world in turns if number % 2 else reversed(turns):
            times[scene, world].append(await world.seconds(scene))
    return {
        scene: [_times(times[scene, world]) for world in worlds] for scene in SCENES
    }


def _times(seconds: list[float]) -> Times:
    return Times(statistics.median(seconds), statistics.quantiles(seconds, n=10)[0])


async def run(
    worlds: Sequence[World], scales: Sequence[int], name: str, requests: int, console: Console
) -> list[str]:
    """Measure gateways over databases of one kind, the smallest first; return what is not flat."""
    found = await measure(worlds, requests)
    table = Table(title=f"{name}: ms of {requests} requests")
    table.add_column("page")
    for scale in scales:
        for column in (f"scale {scale}: p50", "p10", "ratio"):
            table.add_column(column, justify="right")
    for scene, times in found.items():
        cells = (
            f"{cell:.2f}" for each in times
            for cell in (1000 * each.p50, 1000 * each.p10, each.beside(times[0]))
        )
        table.add_row(scene.name, *cells)
    console.print(table)
    return [f"{name}, {each}" for each in not_flat(found, scales)]


def not_flat(found: Mapping[Scene, Sequence[Times]], scales: Sequence[int]) -> Iterator[str]:
    """Yield the pages that should be flat and are not."""
    named = {scene.name: times for scene, times in found.items()}
    for scene, times in found.items():
        for number, scale in enumerate(scales):
            longer = times[number].beside(times[0])
            if longer > MOST and scene.flat:
                yield f"{scene.name}: {longer:.2f} times as long at scale {scale}"
            if scene.beside is not None:
                longer = times[number].beside(named[scene.beside][number])
                if longer > MOST:
                    yield f"{scene.name}: {longer:.2f} times the first page at scale {scale}"


async def _rows(url: str) -> int:
    database = open_database(url)
    try:
        async with database.connection() as connection:
            counts = [
                (await connection.fetch(f"SELECT count(*) FROM {table.name}", ()))[0][0]
                for table in metadata.sorted_tables
            ]
    finally:
        await database.close()
    return sum(counts)


def _filled(
    options: argparse.Namespace, kind: str, folder: Path, stack: ExitStack, console: Console
) -> list[tuple[int, str]]:
    """Fill a database for each scale, or take those that the command line names."""
    given: list[tuple[int, str]] = [
        (int(scale), url) for scale, _, url in (each.partition("=") for each in options.filled)
        if url.startswith(kind)
    ]
    if options.filled:
        return sorted(given)
    filled = []
    for scale in sorted(options.scales):
        url = stack.enter_context(fresh_database(kind, folder, tables=False))
        migrate(url)
        began = time.perf_counter()
        fill(url, scale)
        console.print(f"{kind}: scale {scale} filled in {time.perf_counter() - began:.1f} s")
        filled.append((scale, url))
    return filled


def measure_kind(
    options: argparse.Namespace, kind: str, folder: Path, console: Console
) -> list[str]:
    """Fill and serve the databases of one kind; return what is not flat."""
    with ExitStack() as stack:
        filled = _filled(options, kind, folder, stack, console)
        worlds = []
        for scale, url in filled:
            console.print(f"scale {scale}: {asyncio.run(_rows(url)):,} rows")
            place = folder / str(scale)
            place.mkdir()
            worlds.append(stack.enter_context(served(place, url, budgets=WITHOUT_BUDGETS)))
        if not worlds:
            return []
        scales = [scale for scale, _ in filled]
        return asyncio.run(
            run([World(each) for each in worlds], scales, kind, options.requests, console)
        )


def main() -> None:
    """Print a table for each kind of database; end with 1 where something is not flat."""
    parser = parser_of("scale", __doc__)
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--requests", type=int, default=100, help="of each page, at each scale")
    add_databases(parser)
    parser.add_argument(
        "--filled", nargs="*", default=[], metavar="SCALE=URL",
        help="databases that `portal demo --scale` has filled, to be used instead",
    )
    options = parser.parse_args()
    os.environ["PORTAL_SECRET"] = "s" * 40
    console = Console(width=130)
    found = []
    for kind in options.databases:
        with tempfile.TemporaryDirectory(prefix="portal-scale-") as name:
            found += measure_kind(options, kind, Path(name), console)
    finish(found, console)


if __name__ == "__main__":
    main()
