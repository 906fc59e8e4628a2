"""The spans of plans."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from opentelemetry import trace

from gateway.telemetry.requests import QUIETLY
from planning.build import Build
from planning.engine import Engine
from planning.plans import Plan
from planning.requests import Request
from planning.roots import Root


class TracedEngine(Engine):
    """An engine that shows which operations had to be planned, and how long that took."""

    def __init__(self, tracer: Any, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tracer = tracer

    def _plan(
        self, key: Hashable, request: Request, make: Callable[[Build], list[Root]]
    ) -> Plan:
        if not trace.get_current_span().is_recording():
            return super()._plan(key, request, make)
        attributes = {"portal.plan.found": key in self.plans}
        with self._tracer.start_as_current_span("plan", attributes=attributes, **QUIETLY):
            return super()._plan(key, request, make)
