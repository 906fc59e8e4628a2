"""What `/metrics` tells of the database: whether it answers, and how busy its connections are."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gateway.outage import Outage
from store.databases import Database


class DatabaseFigures(Collector):
    """Reads the figures off when it is asked."""

    def __init__(self, database: Database, outage: Outage) -> None:
        self._database = database
        self._outage = outage

    def collect(self) -> Iterable[Metric]:
        """Read them off; SQLite has no connections that anybody waits for."""
        yield GaugeMetricFamily(
            "portal_database_answers", "0 from a refusal until it is known to answer again.",
            value=int(not self._outage.away),
        )
        yield CounterMetricFamily(
            "portal_database_refusals", "Requests that were refused since it did not answer.",
            value=self._outage.refusals,
        )
        usage = self._database.usage()
        if usage is not None:
            yield GaugeMetricFamily(
                "portal_database_connections_busy", "Connections in use.", value=usage.busy
            )
            yield GaugeMetricFamily(
                "portal_database_connections_most", "How many there may be.", value=usage.most
            )
            yield GaugeMetricFamily(
                "portal_database_waiting", "Who waits for one.", value=usage.waiting
            )
