"""Metrics for Prometheus: how many, how long, how full; never who, what or a value of a row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from gateway.decisions import DecisionLog
from gateway.http.capacity import Capacity
from gateway.http.named_documents import NamedDocuments
from gateway.policies.holder import PolicyHolder
from planning.engine import Engine
from store.shared_reads import SharedReads

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts what the endpoint answers, and reads off the rest when it is asked."""

    def __init__(
        self,
        engine: Engine,
        policies: PolicyHolder,
        capacity: Capacity,
        decisions: DecisionLog | None = None,
        documents: NamedDocuments | None = None,
        reads: SharedReads | None = None,
    ) -> None:
        self._registry = CollectorRegistry()
        requests = Counter(
            "portal_requests", "Answers of the endpoint.", ["status"], registry=self._registry
        )
        codes = Counter(
            "portal_codes", "Errors and denials, by code.", ["code"], registry=self._registry
        )
        self._requests: Callable[[int], Counter] = cache(requests.labels)
        self._codes: Callable[[str], Counter] = cache(codes.labels)
        self._statements = Counter(
            "portal_statements", "Statements that answers took.", registry=self._registry
        )
        self._seconds = Histogram(
            "portal_request_seconds", "Time that answers took.",
            buckets=SECONDS, registry=self._registry,
        )
        self._registry.register(_State(engine, policies, capacity, decisions, documents, reads))

    def register(self, further: Collector) -> None:
        """Show the figures of *further*, too."""
        self._registry.register(further)

    def count(
        self, status: int, seconds: float, codes: Iterable[str], statements: int
    ) -> None:
        """Note one answer."""
        self._requests(status).inc()
        self._seconds.observe(seconds)
        self._statements.inc(statements)
        for code in codes:
            self._codes(code).inc()

    async def show(self, _: Request) -> Response:
        """Answer `/metrics`."""
        return Response(
            generate_latest(self._registry),
            headers={"cache-control": "no-store"},
            media_type=CONTENT_TYPE_LATEST,
        )


class _State(Collector):
    """What is so at the moment of asking."""

    def __init__(
        self,
        engine: Engine,
        policies: PolicyHolder,
        capacity: Capacity,
        decisions: DecisionLog | None,
        documents: NamedDocuments | None,
        reads: SharedReads | None,
    ) -> None:
        self._decisions = decisions
        self._documents = documents
        self._reads = reads
        self._engine = engine
        self._policies = policies
        self._capacity = capacity

    def collect(self) -> Iterable[Metric]:
        """Read it off."""
        plans, turns = self._engine.planner.plans, self._engine.turns
        yield CounterMetricFamily("portal_plan_hits", "Plans found ready.", value=plans.hits)
        yield CounterMetricFamily("portal_plan_misses", "Plans not ready.", value=plans.misses)
        yield GaugeMetricFamily("portal_plans", "Plans kept.", value=len(plans))
        yield GaugeMetricFamily("portal_plan_bytes", "What they take, about.", value=plans.weight)
        yield GaugeMetricFamily(
            "portal_requests_in_progress", "Requests being answered.", value=self._capacity.taken
        )
        yield GaugeMetricFamily(
            "portal_documents_waiting", "Long documents waiting.", value=turns.waiting
        )
        if self._decisions is not None:
            yield CounterMetricFamily(
                "portal_decision_lines", "Lines of the decision log.",
                value=self._decisions.written,
            )
            yield CounterMetricFamily(
                "portal_decision_lines_dropped", "Lines that there was no room for.",
                value=self._decisions.dropped,
            )
        if self._documents is not None:
            yield CounterMetricFamily(
                "portal_untrusted_documents", "Requests whose document is in no manifest.",
                value=self._documents.untrusted,
            )
            yield GaugeMetricFamily(
                "portal_automatic_document_bytes", "What automatic documents take, about.",
                value=self._documents.automatic.weight,
            )
        if self._reads is not None:
            yield CounterMetricFamily(
                "portal_statements_saved", "Of them, those that another request had sent.",
                value=self._reads.saved,
            )
        current = self._policies.current.policies.hash
        info = GaugeMetricFamily("portal_policies", "The policies in force.", labels=["hash"])
        info.add_metric([current], 1)
        yield info
        yield GaugeMetricFamily(
            "portal_policies_age_seconds", "Since when they are in force in this process.",
            value=time.time() - self._policies.since.timestamp(),
        )
        yield GaugeMetricFamily(
            "portal_policies_problems", "Problems of an edit that is not in force for them.",
            value=self._policies.problems,
        )
