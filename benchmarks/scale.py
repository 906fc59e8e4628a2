"""The same pages at growing scale: `python -m benchmarks.scale [--scales 1 10 100]`.

For each scale a database is filled with the demo. Each page is asked of all of them in turn, one
request after another, in this process; what is compared is the median of a page's times with the
one at the smallest scale. A list's deep page is compared with its first, and a count with a list.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.in_process import Asked, Headers, sign_in, unbounded
from benchmarks.pages import PORTAL, READS, VISITOR
from store.databases import open_database
from store.demo import fill
from store.migrations import migrate
from store.tables import metadata
from tests.databases import fresh_database

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a secret for measuring, of no use to anybody else"
HOPS = 200
"""How many pages of a hundred lie before the deep one, if there are so many."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A page, who opens it and where; a *deep* one is opened far down its list."""

    name: str
    query: str
    who: str = VISITOR
    portal: str = PORTAL
    deep: str | None = None


def _list(field: str, order: str, *, size: int = 20, more: str = "id") -> str:
    return (
        f"query ($after: String) {{ {field}(first: {size}, after: $after, {order}) "
        f"{{ nodes {{ {more} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    )


BY_NAME = "orderBy: { field: NAME }"
BY_START = "orderBy: { field: STARTS_AT }"
SCENES = (
    *(Scene(page.name, page.query) for page in READS),
    Scene("events of a city: first 20", _list("events", BY_START), portal="berlin"),
    Scene("events of a city: 20, deep", _list("events", BY_START), portal="berlin", deep="events"),
    Scene("events, counted", "{ events { totalCount totalCountIsExact } }"),
    Scene("my bookings", _list("bookings", BY_START, more="id startsAt")),
    Scene(
        "my team's invoices", "{ invoices(first: 20) { totalCount nodes { number } } }",
        who="tom@harbour.test",
    ),
    Scene(
        "customers, front desk of a house", _list("customers", BY_NAME, more="name"),
        who="fatima@harbour.test",
    ),
    Scene("customers, network", _list("customers", BY_NAME, more="name"), who="dana@harbour.test"),
    Scene(
        "customers, network: deep", _list("customers", BY_NAME, more="name"),
        who="dana@harbour.test", deep="customers",
    ),
    Scene(
        "customers, counted", "{ customers { totalCount totalCountIsExact } }",
        who="dana@harbour.test",
    ),
    Scene("search", '{ search(text: "choir") { __typename } }'),
)


class World:
    """A gateway over the demo at one scale."""

    def __init__(self, scale: int, url: str) -> None:
        self.scale = scale
        self.app = unbounded(ROOT, url)
        self._headers: dict[tuple[str, str], Headers] = {}
        self._asked: dict[Scene, Asked] = {}

    async def prepare(self, scene: Scene) -> None:
        """Sign in whoever opens *scene*, go down to where it is, and ask a few times."""
        who = (scene.who, scene.portal)
        if who not in self._headers:
            self._headers[who] = await sign_in(self.app, *who)
        headers = self._headers[who]
        after = await self._end(scene, headers) if scene.deep else None
        variables = {} if after is None else {"after": after}
        self._asked[scene] = Asked(scene.query, headers, variables)
        for _ in range(5):
            await self._asked[scene].data(self.app)

    async def seconds(self, scene: Scene) -> float:
        """Return how long the page took this time."""
        began = time.perf_counter()
        await self._asked[scene].of(self.app)
        return time.perf_counter() - began

    async def _end(self, scene: Scene, headers: Headers) -> str | None:
        assert scene.deep is not None
        query = scene.query.replace("first: 20", "first: 100")
        after = None
        for _ in range(HOPS):
            asked = Asked(query, headers, {"after": after})
            page = (await asked.data(self.app))[scene.deep]["pageInfo"]
            if not page["hasNextPage"]:
                break
            after = page["endCursor"]
        return after


async def measure(worlds: Sequence[World], requests: int) -> dict[Scene, list[float]]:
    """Return the median seconds of each page in each world, asked in turn."""
    found: dict[Scene, list[float]] = {}
    for scene in SCENES:
        for world in worlds:
            await world.prepare(scene)
        times = [[await world.seconds(scene) for world in worlds] for _ in range(requests)]
        found[scene] = [statistics.median(each) for each in zip(*times, strict=True)]
    return found


async def run(filled: Sequence[tuple[int, str]], requests: int, console: Console) -> None:
    """Measure on databases of one kind, the smallest first."""
    worlds = [World(scale, url) for scale, url in filled]
    for scale, url in filled:
        console.print(f"scale {scale}: {await _rows(url):,} rows")
    found = await measure(worlds, requests)
    table = Table(title=f"{filled[0][1].partition(':')[0]}: p50 ms of {requests} requests")
    table.add_column("page")
    for scale, _ in filled:
        table.add_column(f"scale {scale}", justify="right")
        table.add_column("ratio", justify="right")
    for scene, medians in found.items():
        cells = (
            cell for each in medians for cell in (f"{1000 * each:.2f}", f"{each / medians[0]:.2f}")
        )
        table.add_row(scene.name, *cells)
    console.print(table)


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


def main() -> None:
    """Print a table for each kind of database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--requests", type=int, default=100, help="of each page, at each scale")
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"],
        choices=["sqlite", "postgresql"], help="which databases to measure on",
    )
    parser.add_argument(
        "--filled", nargs="*", default=[], metavar="SCALE=URL",
        help="databases that `portal demo --scale` has filled, to be used instead",
    )
    options = parser.parse_args()
    os.environ["PORTAL_SECRET"] = SECRET
    console = Console(width=130)
    for kind in options.databases:
        with tempfile.TemporaryDirectory(prefix="portal-scale-") as folder, ExitStack() as stack:
            filled = _filled(options, kind, Path(folder), stack, console)
            if filled:
                asyncio.run(run(filled, options.requests, console))


if __name__ == "__main__":
    main()
