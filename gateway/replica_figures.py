"""What `/metrics` tells of replicas: which are asked, how far behind they are, how often."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from store.replicas import Replicas


class ReplicaFigures(Collector):
    """Reads the figures off when it is asked."""

    def __init__(self, replicas: Replicas) -> None:
        self._replicas = replicas

    def collect(self) -> Iterable[Metric]:
        """Read them off."""
        fit = GaugeMetricFamily(
            "portal_replica_fit", "1 while the replica is asked.", labels=["replica"]
        )
        lag = GaugeMetricFamily(
            "portal_replica_lag_seconds", "How far it may be behind, with the time since the look.",
            labels=["replica"],
        )
        answers = CounterMetricFamily(
            "portal_replica_answers", "Queries that it answered.", labels=["replica"]
        )
        for replica in self._replicas.copies:
            fit.add_metric([replica.name], int(self._replicas.is_fit(replica)))
            lag.add_metric([replica.name], replica.lag)
            answers.add_metric([replica.name], replica.asked)
        yield from (fit, lag, answers)
        yield CounterMetricFamily(
            "portal_replica_misses", "Queries that a replica could not answer, or not yet.",
            value=self._replicas.missed,
        )
