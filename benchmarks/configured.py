"""More places, more rules: `python -m benchmarks.configured [--locations 29 1000 10000]`.

The repository's own policies over the demo, with as many houses, plans and rules of single fields
more as asked for, and dated changes at the houses. Prints the CPU seconds that reading, compiling
and proving take, the memory that the rules hold, and how long requests take while an edit is read,
beside how long they take otherwise, in the same minute.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import json
import logging
import os
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from access.compiling import compile_policies
from benchmarks.in_process import Asked, sign_in, unbounded
from benchmarks.many_rules import write_field_rules, write_plans
from benchmarks.options import parser_of
from benchmarks.pages import PORTAL, READS, VISITOR
from benchmarks.waits import Waits
from documents.folders import read_root
from gateway.collecting import NEVER, starting
from gateway.policies.loading import load_policies
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
MOST_CHANGES = 50
"""Of one house; a file may hold so many, and not all two thousand of the network."""


def make_root(folder: Path, locations: int, changes: int) -> tuple[Path, int]:
    """Copy the repository's folders, and add houses below Berlin until there are *locations*.

    Return the root, and how many changes the new houses have.
    """
    root = folder / "root"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name)
    more = locations - len(list((root / "locations").glob("*.yaml")))
    changes = min(changes, more * MOST_CHANGES)
    for number in range(more):
        house = {"name": f"House {number}", "parent": "berlin"}
        periods = changes // more + (number < changes % more)
        written = {**house, "changes": [_change(number, period) for period in range(periods)]}
        file = root / f"locations/house-{number}.yaml"
        file.write_text(json.dumps(written if periods else house))
    return root, changes


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
    read_root(root, last=reading)
    again = time.process_time()
    print(
        f"reading {read - began:.2f} s, again {again - done:.2f} s, "
        f"compiling and proving {done - read:.2f} s"
    )
    print(compiled.proof)


def weigh(root: Path) -> None:
    """Print how much memory a set in force takes; slow, since every allocation is noted."""
    tracemalloc.start()
    loaded = load_policies(root, graph_shape())
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert loaded.current is not None, loaded.problems
    print(f"held in memory {held / 2**20:.0f} MB, while loading {peak / 2**20:.0f} MB")


async def serve(root: Path, url: str, edits: int) -> None:
    """Ask without pause while the folders are edited so often, and left alone between two edits."""
    with starting():  # as `portal serve` does
        app = unbounded(root, url)
    waits = Waits()
    ordinary: list[float] = []
    reloading: list[float] = []
    async with app.router.lifespan_context(app):
        headers = await sign_in(app, VISITOR, PORTAL)
        asked = [Asked(page.query, headers) for page in READS]
        for _ in range(20):
            await _times(asked, app, waits)
        editing = asyncio.create_task(_edit(root, edits))
        loaded_before = False
        while not editing.done():
            began_loading = _loading()
            times = await _times(asked, app, waits)
            # who comes first after an edit pays for what it made forget
            touched = began_loading or _loading() or loaded_before
            (reloading if touched else ordinary).extend(times)
            loaded_before = began_loading
        busy = await editing
        idle = await _edit(root, 1)
    waits.close()
    half, slow, _ = _percentiles(ordinary)
    print(f"at rest: {len(ordinary):,} requests, p50 {half:.2f} ms, p99 {slow:.2f} ms")
    half, slow_meanwhile, longest = _percentiles(reloading)
    print(
        f"while reloading: {len(reloading):,} requests, p50 {half:.2f} ms, "
        f"p99 {slow_meanwhile:.2f} ms ({slow_meanwhile / slow:.1f} times), longest {longest:.0f} ms"
    )
    print(f"an edit is in force after {idle:.1f} s, while requests are asked after {busy:.1f} s")


def _loading() -> bool:
    """Tell whether a load is under way: the collector stays away from it."""
    return gc.get_threshold()[2] == NEVER


async def _edit(root: Path, edits: int) -> float:
    """Change a rule to and fro, each time a second after the last change is in force.

    Return the seconds that one takes until it is in force, on average.
    """
    file = root / "policies/portal.yaml"
    rule, other = '"perks": {"access": "logged-in"', '"perks": {"access": "member"'
    seconds = 0.0
    for _ in range(edits):
        await asyncio.sleep(1)
        text = file.read_text()
        old, new = (rule, other) if rule in text else (other, rule)
        assert old in text
        began = time.perf_counter()
        file.write_text(text.replace(old, new))
        for wanted in (True, False):
            while _loading() is not wanted:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.001)
        seconds += time.perf_counter() - began
    await asyncio.sleep(1)
    return seconds / edits


async def _times(asked: Sequence[Asked], app: Any, waits: Waits) -> list[float]:
    """Ask once for each page; return the seconds each took, less those lost to other processes."""
    found = []
    for each in asked:
        waited, worked, began = waits.seconds(), time.thread_time(), time.perf_counter()
        await each.of(app)
        took, worked = time.perf_counter() - began, time.thread_time() - worked
        own, others = (now - before for now, before in zip(waits.seconds(), waited, strict=True))
        # who holds the interpreter, and has lost the processor, keeps this thread waiting, too
        held_up = min(max(took - worked - own, 0), others)
        found.append(max(took - own - held_up, worked))
        await asyncio.sleep(0)
    return found


def _percentiles(times: list[float]) -> tuple[float, float, float]:
    """Return the time of half of the requests, of 99 in 100 and of all, in milliseconds."""
    times.sort()
    found = times[len(times) // 2], times[int(len(times) * 0.99)], times[-1]
    return found[0] * 1000, found[1] * 1000, found[2] * 1000


def main() -> None:
    """Print the figures for each number of locations."""
    parser = parser_of("configured", __doc__)
    parser.add_argument("--locations", type=int, nargs="+", default=[29, 1_000, 10_000])
    parser.add_argument("--changes", type=int, default=2_000)
    parser.add_argument("--plans", type=int, default=50)
    parser.add_argument("--fields", type=int, default=200, help="that have a rule of their own")
    parser.add_argument("--edits", type=int, default=4, help="while requests are answered")
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
            root, changes = make_root(place, locations, options.changes)
            fields = write_field_rules(root, options.fields, write_plans(root, options.plans))
            print(
                f"{locations:,} locations, {changes:,} changes, {options.plans} plans, "
                f"{fields} rules of single fields"
            )
            load(root)
            if not options.no_memory:
                weigh(root)
            asyncio.run(serve(root, url, options.edits))


if __name__ == "__main__":
    main()
