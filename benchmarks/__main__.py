"""Measure the gateway beside the bare function: `python -m benchmarks [--seconds 3] [--rounds 3]`.

On each database, for each page: rounds of the two servers in turn, 32 connections and one; the
median of the rounds is printed, and the ratio to the bare function. Absolute figures say little on
a shared machine; ratios and CPU a request say more.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import jwt
from rich.console import Console
from rich.table import Table

from benchmarks.load import Round, load, request_bytes
from benchmarks.pages import PAGES, PORTAL, VISITOR, Page
from benchmarks.servers import Server, serving
from benchmarks.world import enlarge

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a secret for measuring, of no use to anybody else"


@dataclass(frozen=True, slots=True)
class Measured:
    """One server on one page: medians of its rounds."""

    rate: float
    p50: float
    p99: float
    cpu: float


def measure(
    servers: Sequence[Server],
    asked: dict[str, bytes],
    rounds: int,
    seconds: float,
    connections: int,
) -> dict[str, Measured]:
    """Let the servers take turns; the first round warms up and is left out."""
    found: dict[str, list[tuple[Round, float]]] = {server.name: [] for server in servers}
    for number in range(rounds + 1):
        for server in servers:
            before = server.cpu_seconds
            length = seconds if number else min(1.0, seconds)
            result = asyncio.run(
                load(server.port, asked[server.name], connections=connections, seconds=length)
            )
            if number:
                spent = (server.cpu_seconds - before) / result.requests
                found[server.name].append((result, spent))
    return {
        name: Measured(
            rate=statistics.median(each.rate for each, _ in results),
            p50=statistics.median(each.percentile(0.5) for each, _ in results),
            p99=statistics.median(each.percentile(0.99) for each, _ in results),
            cpu=statistics.median(spent for _, spent in results),
        )
        for name, results in found.items()
    }


def run(url: str, options: argparse.Namespace, console: Console) -> None:
    """Measure all pages on one database."""
    environment = {
        "PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": url, "PORTAL_SECRET": SECRET,
    }
    token = _portal(environment, "token", VISITOR, "--at", PORTAL)
    session = jwt.decode(token, options={"verify_signature": False})["sid"]
    environment["BENCHMARK_SESSION"] = str(session)
    headers = [("authorization", f"Bearer {token}"), ("x-portal", PORTAL)]
    table = Table(title=f"{url.partition(':')[0]}, medians of {options.rounds} rounds")
    for column in ("page", "connections", "server", "req/s", "p50 ms", "p99 ms", "CPU ms a request",
                   "of the bare function"):
        table.add_column(column, justify="left" if column in ("page", "server") else "right")
    with ExitStack() as stack:
        gateway = stack.enter_context(
            serving("gateway", "gateway.application:from_environment", environment)
        )
        bare = stack.enter_context(serving("bare", "benchmarks.bare:app", environment))
        for number, page in enumerate(PAGES):
            asked = {
                "gateway": request_bytes(gateway.port, _body(page), headers),
                "bare": request_bytes(bare.port, _body(page), [("x-page", str(number))]),
            }
            for connections in (32, 1):
                found = measure(
                    (gateway, bare), asked, options.rounds, options.seconds, connections
                )
                for name, each in found.items():
                    table.add_row(
                        page.name if name == "gateway" and connections == 32 else "",
                        str(connections), name, f"{each.rate:,.0f}", f"{1000 * each.p50:.2f}",
                        f"{1000 * each.p99:.2f}", f"{1000 * each.cpu:.3f}",
                        f"{each.rate / found['bare'].rate:.2f}",
                    )
        table.caption = f"gateway's memory afterwards: {gateway.memory_megabytes:.0f} MB"
    console.print(table)


def _body(page: Page) -> bytes:
    return json.dumps({"query": page.query}).encode()


def _portal(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", "from gateway.command import main; main()", *arguments]
    done = subprocess.run(
        command, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def databases(options: argparse.Namespace) -> Iterator[list[str]]:
    """Make the demo network on the databases asked for, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder, ExitStack() as stack:
        urls = []
        if "sqlite" in options.databases:
            urls.append(f"sqlite:///{folder}/portal.db")
        if "postgresql" in options.databases:
            urls.append(options.postgresql or stack.enter_context(_postgresql(Path(folder))))
        for url in urls:
            environment = {"PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": url}
            _portal(environment, "migrate")
            _portal(environment, "demo", "--scale", str(options.scale))
            asyncio.run(enlarge(url))
        yield urls


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    from tests.databases import fresh_database

    with fresh_database("postgresql", folder, tables=False) as url:
        yield url


def main() -> None:
    """Measure what the command line asks for, and print a table for each database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count")
    parser.add_argument("--scale", type=int, default=10, help="size of the demo network")
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"],
        choices=["sqlite", "postgresql"], help="which databases to measure on",
    )
    parser.add_argument("--postgresql", metavar="URL", help="an empty database to use")
    options = parser.parse_args()
    console = Console(width=150)
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    console.print(f"Python {platform.python_version()}, {machine}")
    with databases(options) as urls:
        for url in urls:
            run(url, options, console)


if __name__ == "__main__":
    main()
