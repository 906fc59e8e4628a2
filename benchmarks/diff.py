"""Time a comparison: `python -m benchmarks.diff`; the made-up network, and 200,000 people in it.

The database's time stands apart: it groups people by what they have, which is one statement.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
import time
from pathlib import Path

from access.comparing import Comparison, compare_sets
from access.compiling import compile_policies
from access.counting import Group
from access.crowds import Crowd
from access.policy_set import PolicySet
from benchmarks.network import read, shape
from benchmarks.options import parser_of
from benchmarks.people import NETWORK, fill
from gateway.commands.diff_entries import Report, Row
from gateway.commands.diff_screen import diff_screen
from resolvers.persons import groups_of
from store.databases import open_database
from store.head_counts import count_people
from store.migrations import migrate

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
SWITCHES = '{"freeze.member-sections": "allow"}'
EDITS = {
    "one field of one type": (
        '"member, own, staff": ["field3"]', '"logged-in, own, staff": ["field3"]'
    ),
    "the door of a section": ('"bookings": {"access": "public"', '"bookings": {"access": "member"'),
    "an audience that twelve types name": ('"at": ["current", "child"]', '"at": ["current"]'),
    "what frozen members may": (
        '"sections": {"portal"', f'"switches": {SWITCHES}, "sections": {{"portal"'
    ),
}


class Clock:
    """Takes the process's own time from lap to lap: other work on the machine does not count."""

    def __init__(self) -> None:
        self._last = time.process_time()
        self._laps: list[str] = []

    def lap(self, name: str) -> None:
        """End a lap."""
        now = time.process_time()
        self._laps.append(f"{name} in {now - self._last:.2f} s")
        self._last = now

    def __str__(self) -> str:
        return ", ".join(self._laps)


async def people_in(url: str, number: int) -> list[Group]:
    """Fill a database, and read its people by state; print what the database takes for it."""
    migrate(url)
    database = open_database(url)
    try:
        await fill(database, number)
        async with database.snapshot() as connection:
            await count_people(connection, NETWORK, NOW)
            began = time.perf_counter()
            states = await count_people(connection, NETWORK, NOW)
            seconds = time.perf_counter() - began
    finally:
        await database.close()
    everybody = sum(each.count for each in states)
    print(f"{everybody:,} people in {len(states):,} states, grouped in {seconds:.2f} s by the "
          "database")
    return groups_of(NETWORK, states)


def policies(old: str = "", new: str = "") -> PolicySet:
    """Compile the network, edited."""
    compiled = compile_policies(read(old, new), shape())
    if compiled.policies is None:
        raise SystemExit("\n".join(map(str, compiled.problems)))
    return compiled.policies


def count(comparison: Comparison, groups: list[Group]) -> tuple[Row, ...]:
    """Count everybody whom the differences touch, at every portal."""
    crowd = Crowd(groups, comparison.found)
    return tuple(
        Row(each, {portal: crowd.touched(each, portal) for portal in each.portals})
        for each in comparison.found
    )


def main() -> None:
    """Print what each edit takes to compare, to count and to write down."""
    parser = parser_of("diff", __doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--database", help="an empty one; otherwise SQLite, in a scratch folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        url = arguments.database or f"sqlite:///{Path(scratch) / 'people.db'}"
        groups = asyncio.run(people_in(url, arguments.people))
    for name, (old, new) in EDITS.items():
        before, after = policies(), policies(old, new)
        clock = Clock()
        comparison = compare_sets(before, after, NOW)
        clock.lap("compared")
        rows = count(comparison, groups)
        clock.lap("counted")
        diff_screen(Report(before, after, comparison, rows, {}))
        clock.lap("written")
        numbers = sum(len(row.lasting.portals) for row in rows)
        print(f"{name}: {clock}; {numbers:,} differences at portals")


if __name__ == "__main__":
    main()
