"""What `/metrics` tells of live connections: how many, how much; never who or what."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gateway.live.hub import Hub
from gateway.live.places import Places


class LiveFigures(Collector):
    """Reads the figures off when it is asked."""

    def __init__(self, hub: Hub, places: Places) -> None:
        self._hub = hub
        self._places = places

    def collect(self) -> Iterable[Metric]:
        """Read them off."""
        hub = self._hub
        yield GaugeMetricFamily(
            "portal_live_connections", "Connections that stay open.", value=self._places.taken
        )
        yield GaugeMetricFamily("portal_live_streams", "Streams under way.", value=len(hub))
        yield GaugeMetricFamily(
            "portal_live_hears", "1 while the database is listened to.", value=int(hub.hears)
        )
        yield CounterMetricFamily("portal_live_events", "Events sent.", value=hub.sent)
        yield CounterMetricFamily(
            "portal_live_statements", "Statements sent for events.", value=hub.statements
        )
        yield CounterMetricFamily(
            "portal_live_ends", "Streams that the gateway ended.", value=hub.ended
        )
