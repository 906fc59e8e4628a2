"""Figures as tables for the screen, and as JSON for whoever wants to draw them again."""

from __future__ import annotations

import datetime as dt
import os
import platform
from typing import Any

from rich.table import Table

from benchmarks.contest import LIMIT, OPEN, OURS, Contest

COLUMNS = (
    "page", "connections", "server", "req/s", "req/s a core", "p50 ms", "p99 ms",
    "CPU ms a request", "of the bare function",
)  # fmt: skip


def table_of(contest: Contest, rounds: int) -> Table:
    """Lay one database's figures out."""
    table = Table(title=f"{contest.database}, medians of {rounds} rounds")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in ("page", "server") else "right")
    for (page, connections), found in contest.figures.items():
        for number, (name, each) in enumerate(found.items()):
            first = number == 0
            table.add_row(
                page if first else "",
                str(connections) if first else "",
                name,
                f"{each.rate:,.0f}",
                f"{each.rate_of_a_core:,.0f}",
                f"{1000 * each.p50:.2f}",
                f"{1000 * each.p99:.2f}",
                f"{1000 * each.cpu:.3f}",
                f"{each.rate / found[LIMIT].rate:.2f}",
            )
        table.add_section()
    return table


def sentences_of(contest: Contest) -> list[str]:
    """Say for each page how the gateway stands beside the others, and what else there is to say."""
    sentences = []
    for (page, connections), found in contest.figures.items():
        ours = found[OURS]
        others = [name for name in found if name not in (OURS, OPEN, LIMIT)]
        parts = [f"{ours.times(found[name]):.1f} × {name}" for name in others]
        if OPEN in found:
            more = 1 / ours.times(found[OPEN]) - 1
            parts.append(f"{100 * more:+.1f} % CPU beside everything public")
        if parts:
            sentences.append(f"{page}; connections: {connections}. {', '.join(parts)}")
    heading = ["Requests a second of a core, gateway to peer:"] if sentences else []
    return [*heading, *sentences, *contest.remarks]


def machine() -> str:
    """Say where this runs, with what, and on which day."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    cores = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"{day}, Python {platform.python_version()}, {cores}"


def as_json(contests: list[Contest]) -> dict[str, Any]:
    """Return all figures: times in seconds, rates a second."""
    return {
        "machine": machine(),
        "figures": [
            {
                "database": contest.database, "page": page, "connections": connections,
                "server": name, "rate": each.rate, "cpu": each.cpu, "p50": each.p50,
                "p99": each.p99,
            }
            for contest in contests
            for (page, connections), found in contest.figures.items()
            for name, each in found.items()
        ],
        "remarks": [remark for contest in contests for remark in contest.remarks],
    }  # fmt: skip
