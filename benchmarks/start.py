"""From nothing to the first answer: `python -m benchmarks.start [--starts 7]`.

The demo on SQLite, filled beforehand, is served by `portal serve` and asked, again and again, until
the right answer comes. Prints the time from the start of the process until then, the CPU time that
it took, and the memory that it holds. The first start writes the bytecode that later ones read, as
an installation does, and counts apart. A start computes all the time, so that its CPU time is what
it takes on a machine with nothing else to do; ends with 1 where that is beyond the bound.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from benchmarks.demo import ROOT, databases
from benchmarks.options import parser_of
from benchmarks.pages import PORTAL
from benchmarks.servers import Server, free_port

QUESTION = {"query": "{ portal { id } events(first: 1) { totalCount nodes { title } } }"}
SECRET = "a secret for measuring, of no use to anybody else"
COMMAND = [sys.executable, "-c", "from gateway.command import main; main()", "serve"]
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the first answer, seconds of CPU time, megabytes held then."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, {self.cpu:.2f} s of CPU time, {self.memory:.0f} MB"


def start(environment: Mapping[str, str]) -> Start:
    """Serve until the first answer.

    Raises:
        SystemExit: It is not the right one, or does not come.
    """
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port)], env=dict(environment), stderr=subprocess.DEVNULL
    )
    try:
        answer = _first_answer(process, port)
        wall = time.perf_counter() - began
        server = Server("gateway", port, process.pid)
        found = Start(wall, server.cpu_seconds, server.memory_megabytes)
    finally:
        process.terminate()
        process.wait(timeout=20)
    if answer["data"]["portal"]["id"] != f"Portal:{PORTAL}" or not answer["data"]["events"]:
        raise SystemExit(f"not the right answer: {answer}")
    return found


def _first_answer(process: subprocess.Popen[bytes], port: int) -> dict[str, Any]:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps(QUESTION).encode(),
        {"content-type": "application/json", "x-portal": PORTAL},
    )
    end = time.perf_counter() + PATIENCE_SECONDS
    while process.poll() is None and time.perf_counter() < end:
        try:
            with urllib.request.urlopen(asked) as response:
                return dict(json.load(response))
        except OSError:  # nobody listens yet
            time.sleep(0.002)
    raise SystemExit("the gateway does not answer")


def main() -> None:
    """Start as often as the command line says, and compare the medians with the bounds."""
    parser = parser_of("start", __doc__)
    parser.add_argument("--starts", type=int, default=7, help="that count")
    parser.add_argument("--seconds", type=float, default=1.5, help="of CPU time that one may take")
    parser.add_argument("--megabytes", type=float, default=120, help="that it may hold then")
    options = parser.parse_args()
    with databases(["sqlite"], None, 1) as urls, tempfile.TemporaryDirectory() as bytecode:
        environment = {
            "PATH": "", "PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": urls[0],
            "PORTAL_SECRET": SECRET, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": bytecode,
        }  # fmt: skip
        print(f"the first start of all: {start(environment)}")
        starts = [start(environment) for _ in range(options.starts)]
    median = Start(*(statistics.median(each) for each in zip(*map(astuple, starts), strict=True)))
    best = min(starts, key=lambda each: each.cpu)
    print(f"the median of {options.starts} more: {median}\nthe shortest of them: {best}")
    if best.cpu > options.seconds or best.memory > options.megabytes:
        raise SystemExit(f"more than {options.seconds} s or {options.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
