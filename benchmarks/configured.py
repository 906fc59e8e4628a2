"""More places, more rules: `python -m benchmarks.configured [--locations 1000 10000]`.

The repository's own policies over the demo, with as many houses more as asked for, and dated
changes at them. Prints the CPU seconds that reading, compiling and proving take, the memory that
the rules hold, and how long requests take while the folders are edited and read again, beside how
long they take otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import logging
import os
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from access.policy_set import compile_policies
from benchmarks.in_process import Asked, sign_in, unbounded
from benchmarks.pages import PORTAL, READS, VISITOR
from documents.folders import read_root
from gateway.policies import load_policies
from schema.shape import graph_shape
from store.demo import fill
from store.migrations import migrate

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("policies", "locations", "config")
KINDS: tuple[dict[str, Any], ...] = (
    {"section": "events", "access": "member"},
    {"hide": "Event.venue", "everywhere": True},
    {"feature": "store", "set": "off"},
    {"section": "articles", "access": "logged-in"},
)


def make_root(folder: Path, locations: int, changes: int) -> Path:
    """Copy the repository's folders, and add houses below Berlin until there are *locations*."""
    root = folder / "root"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name)
    more = locations - len(list((root / "locations").glob("*.yaml")))
    for number in range(more):
        house = {"name": f"House {number}", "parent": "berlin"}
        periods = changes // more + (number < changes % more)
        written = {**house, "changes": [_change(number, period) for period in range(periods)]}
        file = root / f"locations/house-{number}.yaml"
        file.write_text(json.dumps(written if periods else house))
    return root


def _change(number: int, period: int) -> dict[str, Any]:
    start = dt.date(2030, 1, 1) + dt.timedelta(days=number % 28 + 100 * period)
    return {
        **KINDS[(number + period) % len(KINDS)],
        "because": "The house asked for it",
        "from": start.isoformat(),
        "until": (start + dt.timedelta(days=60)).isoformat(),
    }


def load(root: Path) -> None:
    """Tell the CPU time of one load, part by part."""
    shape = graph_shape()
    began = time.process_time()
    reading = read_root(root)
    read = time.process_time()
    compiled = compile_policies(reading.documents, shape)
    done = time.process_time()
    if compiled.proof is None or compiled.policies is None:
        raise SystemExit("\n".join(map(str, compiled.problems[:10])))
    print(f"reading {read - began:.2f} s, compiling and proving {done - read:.2f} s")
    print(compiled.proof)


def weigh(root: Path) -> None:
    """Print how much memory a set in force takes; slow, since every allocation is noted."""
    tracemalloc.start()
    loaded = load_policies(root, graph_shape())
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert loaded.current is not None, loaded.problems
    print(f"held in memory {held / 2**20:.0f} MB, while loading {peak / 2**20:.0f} MB")


async def serve(root: Path, url: str, seconds: float) -> None:
    """Ask without pause, at first with the folders at rest, then while they are edited."""
    app = unbounded(root, url)
    async with app.router.lifespan_context(app):
        headers = await sign_in(app, VISITOR, PORTAL)
        asked = [Asked(page.query, headers) for page in READS]
        for _ in range(20):
            await _times(asked, app, 1)
        await asyncio.sleep(0.5)
        ordinary = await _for(seconds, lambda: _times(asked, app, 1))
        editing = asyncio.create_task(_edit(root, seconds))
        meanwhile = await _for(seconds, lambda: _times(asked, app, 1))
        await editing
    for name, times in (("at rest", ordinary), ("while reloading", meanwhile)):
        times.sort()
        p50, p99 = (1000 * times[int(len(times) * part)] for part in (0.5, 0.99))
        print(f"{name}: {len(times)} requests, p50 {p50:.2f} ms, p99 {p99:.2f} ms, "
              f"longest {1000 * times[-1]:.0f} ms")


async def _edit(root: Path, seconds: float) -> None:
    """Change a file again and again, so that there is always something to read."""
    file = root / "policies/portal.yaml"
    text = file.read_text()
    end = time.perf_counter() + seconds
    number = 0
    while time.perf_counter() < end:
        number += 1
        file.write_text(f"{text}# edited {number}\n")
        await asyncio.sleep(0.5)


async def _times(asked: list[Asked], app: Any, rounds: int) -> list[float]:
    found = []
    for each in asked * rounds:
        began = time.perf_counter()
        await each.of(app)
        found.append(time.perf_counter() - began)
        await asyncio.sleep(0)
    return found


async def _for(seconds: float, work: Callable[[], Awaitable[list[float]]]) -> list[float]:
    end = time.perf_counter() + seconds
    found: list[float] = []
    while time.perf_counter() < end:
        found += await work()
    return found


def main() -> None:
    """Print the figures for each number of locations."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.configured", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--locations", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--changes", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="of requests, twice")
    parser.add_argument("--no-memory", action="store_true", help="leave out the slow weighing")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    os.environ["PORTAL_SECRET"] = "a secret for measuring, of no use to anybody else"
    with tempfile.TemporaryDirectory(prefix="portal-configured-") as folder:
        url = f"sqlite:///{folder}/portal.db"
        migrate(url)
        fill(url)
        for locations in options.locations:
            place = Path(folder, str(locations))
            place.mkdir()
            root = make_root(place, locations, options.changes)
            print(f"{locations} locations, {options.changes} changes")
            load(root)
            if not options.no_memory:
                weigh(root)
            asyncio.run(serve(root, url, options.seconds))


if __name__ == "__main__":
    main()
