"""Handing spans on, and what the log says where nobody takes them."""

from __future__ import annotations

import logging
from typing import Any

from opentelemetry.sdk.trace.export import SpanExportResult

log = logging.getLogger("portal.tracing")


class Exporter:
    """Hands spans on, and tells the log once that nobody takes them, and once that they do."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter
        self._is_taken = True
        self.shutdown = exporter.shutdown
        self.force_flush = exporter.force_flush

    def export(self, spans: Any) -> Any:
        """Hand some spans on; they are lost where that fails."""
        try:
            result = self._exporter.export(spans)
        except Exception:  # noqa: BLE001 - whatever it is, the next ones are tried as well
            result = SpanExportResult.FAILURE
        is_taken = result is SpanExportResult.SUCCESS
        if is_taken != self._is_taken:
            self._is_taken = is_taken
            if is_taken:
                log.info("traces are taken again")
            else:
                log.warning("nobody takes the traces; they are lost meanwhile")
        return result
