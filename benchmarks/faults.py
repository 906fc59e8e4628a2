"""A load with faults: `python -m benchmarks.faults [--seconds 60]`.

Two processes of `portal serve` answer a steady load of five kinds of people, whose answers under
two policies are known beforehand. Meanwhile the policies are edited to and fro, PostgreSQL is
stopped and started again, first as by a crash and then in good order, one process is killed, and
clients hang. Printed is what came of it. The run fails where an answer was wrong, or right by other
policies than those that it names; where anything but an honest 503 was answered, or that while the
database was there; where connections ended that were not those of the killed process; where clients
that hang were borne with too long; and where memory grew.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.crowd import add_crowd
from benchmarks.following import people
from benchmarks.options import add_databases, finish, parser_of
from benchmarks.own_postgresql import OwnServer, own_server
from benchmarks.servers import Server
from benchmarks.trial import Trial
from benchmarks.without_budgets import WITHOUT_BUDGETS
from gateway.http.connections import HEAD_SECONDS, WRITE_SECONDS
from gateway.settings import Settings
from store.databases import open_database
from store.demo import fill
from store.migrations import migrate
from tests.served import served

GRACE = 5.0
"""Seconds after which all is to be well again, once the cause is gone."""

PATIENCE_SECONDS = 5
"""For the body of a request, as the gateways are told."""

BORNE = {
    "a slow head": HEAD_SECONDS, "a slow body": PATIENCE_SECONDS, "never reading": WRITE_SECONDS
}
MOST_GROWTH = 24.0
"""Megabytes that a process may hold more at the end than at the beginning."""

KINDS = ("member", "contact", "frozen", "suspended", "stranger")


@dataclass(frozen=True, slots=True)
class Memory:
    """What the process that stayed holds, in megabytes, before and after."""

    before: float
    after: float


async def put_on_trial(
    trial: Trial, workers: Workers, server: OwnServer | None, seconds: float, reloads: int
) -> Memory:
    """Let everything happen within about so many *seconds*; without a *server* nothing restarts."""
    await trial.prepare()
    staying = workers.staying()
    memory = [0.0]

    async def restart(server: OwnServer) -> None:
        for orderly in (False, True):
            await asyncio.sleep(0.3 * seconds)
            began = time.monotonic()
            await asyncio.to_thread(server.stop, orderly=orderly)
            await asyncio.sleep(1.0)
            await asyncio.to_thread(server.start)
            trial.away.append((began, time.monotonic()))

    async def kill() -> None:
        await asyncio.sleep(0.85 * seconds)
        workers.kill_other(staying)
        trial.broken.append((time.monotonic() - 0.1, time.monotonic()))

    async def faults() -> None:
        await asyncio.sleep(3.0)
        memory[0] = staying.memory_megabytes
        restarts = [] if server is None else [restart(server)]
        await asyncio.gather(
            *restarts, kill(), trial.hang(3), trial.reload(reloads, seconds / reloads)
        )

    await trial.under_load(faults)
    return Memory(memory[0], staying.memory_megabytes)


class Workers:
    """The processes that answer, below the one that was started."""

    def __init__(self, process: int, port: int) -> None:
        self._process = process
        self._port = port

    def all(self) -> list[int]:
        """Return the ids of their processes."""
        path = Path(f"/proc/{self._process}/task/{self._process}/children")
        children = [int(each) for each in path.read_text().split()]
        return [
            each for each in children
            if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
        ]

    def staying(self) -> Server:
        """Return the first of them, which is not to be killed."""
        return Server("staying", self._port, self.all()[0])

    def kill_other(self, staying: Server) -> None:
        """Kill one that is not *staying*, without a word."""
        os.kill(next(each for each in self.all() if each != staying.pid), signal.SIGKILL)


def problems(trial: Trial, memory: Memory) -> Iterator[str]:
    """Yield everything that should not have come of a trial."""
    ledger = trial.ledger
    yield from (f"wrong: {each}" for each in ledger.wrong[:5])
    if len(ledger.wrong) > 5:
        yield f"wrong: {len(ledger.wrong) - 5} more"
    for name, moments, stretches in (
        ("503", ledger.away, trial.away), ("a connection ended", ledger.broken, trial.broken)
    ):
        outside = [
            moment for moment in moments
            if not any(begin <= moment <= end + GRACE for begin, end in stretches)
        ]
        if outside:
            yield f"{name}, {len(outside)} times, when nothing was wrong"
    if len(ledger.broken) > trial.clients:
        yield f"{len(ledger.broken)} connections ended, though there were {trial.clients}"
    for each in trial.hashes:
        if not ledger.right[each]:
            yield f"nothing was answered under the policies {each}"
    for name, seconds in trial.cut_off.items():
        if max(seconds) > 1.5 * BORNE[name] + GRACE:
            yield f"{name} was borne with for {max(seconds):.0f} s"
    if memory.after - memory.before > MOST_GROWTH:
        yield f"the process holds {memory.after - memory.before:.0f} MB more"


def show(kind: str, trial: Trial, memory: Memory, console: Console) -> None:
    """Print what came of a trial."""
    ledger = trial.ledger
    table = Table(title=kind, show_header=False)
    table.add_row("right answers", f"{ledger.right.total():,}")
    table.add_row("… by each of the policies", " ".join(map(str, ledger.right.values())))
    table.add_row("wrong answers", str(len(ledger.wrong)))
    table.add_row("honest 503s, with Retry-After", str(len(ledger.away)))
    ends = [begin for begin, _ in trial.away[1:]] + [float("inf")]
    for (begin, end), again in zip(trial.away, ends, strict=True):
        last = max((each for each in ledger.away if each < again), default=begin)
        table.add_row("… database away for", f"{end - begin:.1f} s")
        table.add_row("… the last 503 after it was back", f"{max(0.0, last - end):.2f} s")
    table.add_row("connections of the killed process", str(len(ledger.broken)))
    table.add_row("reloads", str(len(trial.in_force)))
    table.add_row(
        "… the last answer by the rules before",
        f"{sorted(trial.in_force)[len(trial.in_force) // 2]:.1f} s after the edit, "
        f"at most {max(trial.in_force):.1f} s",
    )
    for name, seconds in trial.cut_off.items():
        table.add_row(f"{name}, cut off", f"after {min(seconds):.1f} to {max(seconds):.1f} s")
    table.add_row("memory", f"{memory.before:.0f} MB, then {memory.after:.0f} MB")
    console.print(table)


def run(kind: str, seconds: float, reloads: int, console: Console) -> list[str]:
    """Put a gateway on trial over one kind of database; return what should not have come of it."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as name, ExitStack() as stack:
        folder, server = Path(name), None
        url = f"sqlite:///{folder}/portal.db"
        if kind == "postgresql":
            server = stack.enter_context(own_server())
            url = server.url
        migrate(url)
        fill(url)
        asyncio.run(_add_people(url))
        gateway = stack.enter_context(served(
            folder, url, server={"workers": 2, "patience-seconds": PATIENCE_SECONDS},
            budgets=WITHOUT_BUDGETS,
        ))
        root = folder / "served"
        trial = Trial(
            (gateway.host, gateway.port), root, people(Settings(root, url), len(KINDS))
        )
        workers = Workers(gateway.process, gateway.port)
        while len(workers.all()) < 2:
            time.sleep(0.1)
        memory = asyncio.run(put_on_trial(trial, workers, server, seconds, reloads))
        show(kind, trial, memory, console)
        return list(problems(trial, memory))


async def _add_people(url: str) -> None:
    database = open_database(url)
    await add_crowd(database, len(KINDS), dt.datetime.now(dt.UTC))
    await database.close()


def main() -> None:
    """Print a table for each kind of database; end with 1 where anything went wrong."""
    parser = parser_of("faults", __doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of faults, about")
    parser.add_argument("--reloads", type=int, default=20)
    add_databases(parser)
    options = parser.parse_args()
    os.environ["PORTAL_SECRET"] = "s" * 40
    console = Console(width=100)
    found = [
        f"{kind}: {each}" for kind in options.databases
        for each in run(kind, options.seconds, options.reloads, console)
    ]
    finish(found, console)


if __name__ == "__main__":
    main()
