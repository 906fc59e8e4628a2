"""How many processes and servers a load takes: `python -m benchmarks.capacity FIGURES.json`.

FIGURES.json is what `python -m benchmarks --json` has measured, on the machine that counts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contest import OURS
from benchmarks.options import parser_of
from benchmarks.pages import PAGES

POOL = 10
"""Connections that each process keeps to the database at the most."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked in the busiest hour.

    `statement_ms` is what an operation takes in the database's server; `busy` is the part of its
    time that a process or a core may work, so that bursts find room.
    """

    customers: int
    pages: float = 10.0
    operations: float = 5.0
    statement_ms: float = 0.5
    busy: float = 0.6

    @property
    def a_second(self) -> float:
        """Operations a second."""
        return self.customers * self.pages * self.operations / 3_600


@dataclass(frozen=True, slots=True)
class Capacity:
    """What that takes: processes (a core each), connections at the most, cores of the database."""

    processes: int
    connections: int
    database_cores: int


def seconds_of(figures: Iterable[Mapping[str, Any]], database: str) -> float:
    """Return the CPU seconds of the gateway for the dearest of the pages that were measured.

    Raises:
        ValueError: The gateway was not measured on that database.
    """
    pages = {page.name for page in PAGES}
    found = [
        float(each["cpu"])
        for each in figures
        if each["server"] == OURS and each["database"] == database and each["page"] in pages
    ]
    if not found:
        raise ValueError(f"the figures hold no page of the gateway on {database}")
    return max(found)


def capacity(cpu: float, demand: Demand) -> Capacity:
    """Reckon what *demand* takes where an operation takes *cpu* seconds of a process."""
    processes = math.ceil(demand.a_second * cpu / demand.busy)
    cores = math.ceil(demand.a_second * demand.statement_ms / 1_000 / demand.busy)
    return Capacity(max(1, processes), POOL * max(1, processes), max(1, cores))


def main() -> None:
    """Print a line for each number of customers."""
    parser = parser_of("capacity", __doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--database", default="postgresql", choices=["postgresql", "sqlite"])
    parser.add_argument("--customers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--pages", type=float, default=10.0, help="of each, in the busiest hour")
    parser.add_argument("--operations", type=float, default=5.0, help="for each page")
    parser.add_argument("--statement-ms", type=float, default=0.5, help="in the database's server")
    options = parser.parse_args()
    cpu = seconds_of(json.loads(options.figures.read_text())["figures"], options.database)
    print(f"{1_000 * cpu:.2f} ms of CPU an operation")
    for customers in options.customers:
        demand = Demand(customers, options.pages, options.operations, options.statement_ms)
        needed = capacity(cpu, demand)
        print(
            f"{customers:,} customers: operations a second {demand.a_second:,.0f}, "
            f"processes {needed.processes}, connections up to {needed.connections}, "
            f"cores of the database {needed.database_cores}"
        )


if __name__ == "__main__":
    main()
