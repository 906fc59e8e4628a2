"""Tracing: a request is a span, and in it who asks, the plan and each statement.

Only what is traced is wrapped, so that a gateway without it pays nothing. A span holds names, codes
and the text of statements, whose values are parameters; never a value, nor a person.
"""

from __future__ import annotations

import asyncio
import logging
from threading import Thread
from typing import Any

import sqlalchemy as sa
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from starlette.types import ASGIApp

from gateway.settings import Telemetry
from gateway.telemetry.exporting import Exporter
from gateway.telemetry.plans import TracedPlanner
from gateway.telemetry.requests import TracedEndpoint
from gateway.telemetry.sampling import Sampler
from gateway.telemetry.statements import TracedDatabase
from planning.limits import Limits
from planning.planner import Planner
from store.databases import Database

QUEUED = 2_048
"""Spans that wait to be sent; further ones are dropped."""

SEND_SECONDS = 5
"""So long the collector may take for some spans, in a thread of their own."""

LEAVE_SECONDS = 3.0
"""So long the gateway waits for the last spans when it stops."""


class Tracing:
    """Makes spans, and wraps those who are to be seen in them.

    *exporter* takes finished spans, in a thread of its own; by default they go to the collector
    that the settings name, with OTLP over HTTP.
    """

    def __init__(self, settings: Telemetry, exporter: Any = None) -> None:
        if exporter is None:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            exporter = OTLPSpanExporter(endpoint=settings.collector, timeout=SEND_SECONDS)
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # one line of ours will do
        self.processor = BatchSpanProcessor(Exporter(exporter), max_queue_size=QUEUED)
        self._provider = TracerProvider(
            sampler=Sampler(settings.one_in, settings.traces_a_second),
            resource=Resource({"service.name": "portal-gateway"}),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(self.processor)
        self.tracer = self._provider.get_tracer("portal")

    def endpoint(self, endpoint: ASGIApp) -> ASGIApp:
        """Have each request to *endpoint* be a span."""
        return TracedEndpoint(endpoint, self.tracer)

    def database(self, database: Database) -> Database:
        """Have each statement be a span of the request that it is for."""
        return TracedDatabase(database, self.tracer)

    def planner(self, dialect: sa.Dialect, limits: Limits) -> Planner:
        """Make a planner whose plans are spans of the request that they are for."""
        return TracedPlanner(self.tracer, dialect, limits)

    async def close(self) -> None:
        """Send what waits, as far as that does not take long."""
        leaving = Thread(target=self._provider.shutdown, daemon=True)
        leaving.start()
        await asyncio.to_thread(leaving.join, LEAVE_SECONDS)
