"""The span of a request."""

from __future__ import annotations

from typing import Any

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

QUIETLY: dict[str, Any] = {"record_exception": False, "set_status_on_exception": False}
"""What went wrong is in the log; its words may quote what a client sent."""


class TracedEndpoint:
    """One span for each request, from its head to the head of its answer."""

    def __init__(self, endpoint: ASGIApp, tracer: Any) -> None:
        self._endpoint = endpoint
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        carrier = {
            name.decode(): value.decode("latin-1")
            for name, value in scope["headers"] if name == b"traceparent"
        }
        context = self._propagator.extract(carrier)
        attributes = {"http.request.method": scope["method"], "http.route": "/graphql"}
        with self._tracer.start_as_current_span(
            "request", context, trace.SpanKind.SERVER, attributes,
            **QUIETLY,
        ) as span:
            if not span.is_recording():
                await self._endpoint(scope, receive, send)
                return

            async def send_noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _note(span, message)
                await send(message)

            span.set_attribute("portal.request_id", scope["state"]["request_id"])
            await self._endpoint(scope, receive, send_noted)


def _note(span: Any, message: Message) -> None:
    span.set_attribute("http.response.status_code", message["status"])
    for name, value in message["headers"]:
        if name == b"x-policy":
            span.set_attribute("portal.policies", value.decode())
    if message["status"] >= 500:
        span.set_status(trace.StatusCode.ERROR)
    span.end()  # a stream of events may go on for hours
