"""What `/metrics` tells of letters: how many were sent, wait longer, were given up; never whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from resolvers.letters.sending import Report


class LetterFigures(Collector):
    """Counts what became of letters that this process took on."""

    def __init__(self) -> None:
        self._outcomes = Counter(sent=0, later=0, given_up=0)

    def count(self, report: Report) -> None:
        """Note one look at the outbox."""
        self._outcomes.update(
            sent=len(report.sent), later=len(report.later), given_up=len(report.given_up)
        )

    def collect(self) -> Iterable[Metric]:
        """Read them off."""
        letters = CounterMetricFamily(
            "portal_letters", "Letters, by what became of them.", labels=["outcome"]
        )
        for outcome, count in self._outcomes.items():
            letters.add_metric([outcome], count)
        yield letters
