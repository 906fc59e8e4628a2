"""The spans of plans."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import sqlalchemy as sa
from opentelemetry import trace

from gateway.telemetry.requests import QUIETLY
from planning.build import Build
from planning.limits import Limits
from planning.planner import Planner
from planning.plans import Plan
from planning.requests import Request
from planning.roots import Root


class TracedPlanner(Planner):
    """A planner that shows which operations had to be planned, and how long that took."""

    def __init__(self, tracer: Any, dialect: sa.Dialect, limits: Limits) -> None:
        super().__init__(dialect, limits)
        self._tracer = tracer

    def plan_of(
        self, key: Hashable, request: Request, roots: Callable[[Build], list[Root]]
    ) -> Plan:
        """Plan, within a span; see `Planner.plan_of`."""
        if not trace.get_current_span().is_recording():
            return super().plan_of(key, request, roots)
        attributes = {"portal.plan.found": key in self.plans}
        with self._tracer.start_as_current_span("plan", attributes=attributes, **QUIETLY):
            return super().plan_of(key, request, roots)
