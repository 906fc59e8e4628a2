"""Rounds in turn, and what they come to."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.contestants import Contestant
from benchmarks.load import Round, load


@dataclass(frozen=True, slots=True)
class Measured:
    """One server on one page: medians of its rounds.

    `rate` is requests a second, `cpu` the server's CPU time a request in seconds, `p50` and `p99`
    are latencies in seconds. `cpu_by_round` has the single rounds.
    """

    rate: float
    p50: float
    p99: float
    cpu: float
    cpu_by_round: tuple[float, ...]

    @property
    def rate_of_a_core(self) -> float:
        """Requests for each second of the server's CPU time."""
        return 1 / self.cpu

    def times(self, other: Measured) -> float:
        """How many requests it answers in the CPU time that *other* takes for one.

        The median of the rounds' own ratios: what disturbs a round disturbs both.
        """
        pairs = zip(self.cpu_by_round, other.cpu_by_round, strict=True)
        return statistics.median(theirs / ours for ours, theirs in pairs)


def measure(
    contestants: Sequence[Contestant],
    page: str,
    *,
    rounds: int,
    seconds: float,
    connections: int,
) -> dict[str, Measured]:
    """Let the servers that know *page* take turns, to and fro; the first round only warms up."""
    contestants = [each for each in contestants if page in each.pages]
    found: dict[str, list[tuple[Round, float]]] = {each.name: [] for each in contestants}
    for number in range(rounds + 1):
        for each in contestants if number % 2 else reversed(contestants):
            before = each.server.cpu_seconds
            length = seconds if number else min(1.0, seconds)
            asked = each.pages[page]
            result = asyncio.run(
                load(each.server.port, asked, connections=connections, seconds=length)
            )
            if number:
                spent = (each.server.cpu_seconds - before) / result.requests
                found[each.name].append((result, spent))
    return {
        name: Measured(
            rate=statistics.median(each.rate for each, _ in results),
            p50=statistics.median(each.percentile(0.5) for each, _ in results),
            p99=statistics.median(each.percentile(0.99) for each, _ in results),
            cpu=statistics.median(spent for _, spent in results),
            cpu_by_round=tuple(spent for _, spent in results),
        )
        for name, results in found.items()
    }
