"""Traces: what a request is made of, with no value in it, and at nobody's cost."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.environment import EnvironmentUnfit
from gateway.settings import Settings, Telemetry
from gateway.telemetry import tracing_of
from planning.engine import Engine
from store.postgresql import PostgresqlDatabase
from store.sqlite import SqliteDatabase
from tests.databases import fresh_database
from tests.gateway.house import (
    HOUSE,
    Clock,
    ask,
    sign_in,
)

pytest.importorskip("opentelemetry.sdk")

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from gateway.telemetry.sampling import Sampler
from gateway.telemetry.tracing import Tracing

ALL = Telemetry("otlp", one_in=1, traces_a_second=1_000)
TITLE = "canary-of-a-title"
EVENTS = """
query Q($title: String!) { me { name } events(filter: { title: { eq: $title } }) { totalCount } }
"""
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


class Kept(InMemorySpanExporter):
    """Keeps spans, and knows the way from each to its request."""

    def of(self, tracing: Tracing) -> list[Any]:
        """All spans until now, which are then forgotten."""
        tracing.processor.force_flush()
        spans = list(self.get_finished_spans())
        self.clear()
        return spans


def test_a_request_and_what_it_is_made_of(
    settings: Settings, people: dict[str, int], clock: Clock
) -> None:
    """Who asks, the plan and each statement are in it; no person and no value is."""
    kept = Kept()
    tracing = Tracing(ALL, kept)
    with TestClient(create_app(settings, clock=clock, tracing=tracing)) as client:
        token = sign_in(client, "una")["token"]
        kept.of(tracing)
        answer = ask(client, EVENTS, token, title=TITLE)
        assert answer.json()["data"] == {"me": {"name": "Una"}, "events": {"totalCount": 0}}
        spans = kept.of(tracing)
        again = ask(client, EVENTS, token, title=TITLE)
        assert again.json() == answer.json()
        planned = [
            span.attributes["portal.plan.found"] for span in kept.of(tracing)
            if span.name == "plan"
        ]

    (request,) = [span for span in spans if span.parent is None]
    assert request.name == "request"
    assert dict(request.attributes) == {
        "http.request.method": "POST", "http.route": "/graphql", "http.response.status_code": 200,
        "portal.request_id": answer.headers["x-request-id"],
        "portal.policies": answer.headers["x-policy"],
    }
    inside = [span for span in spans if span is not request]
    assert {span.parent.span_id for span in inside} == {request.context.span_id}
    named = [span.name for span in sorted(inside, key=lambda span: span.start_time)]
    assert [name for name in named if name != "begin"] == [
        "facts", "plan", "statement", "statement"
    ]
    assert planned == [True]
    told = "".join(span.to_json() for span in spans)
    for secret in (TITLE, "Una", "una@", token):
        assert secret not in told, secret


def test_the_senders_trace_goes_on(
    settings: Settings, people: dict[str, int], clock: Clock
) -> None:
    """W3C's `traceparent` is taken; one that is none is no harm."""
    kept = Kept()
    tracing = Tracing(Telemetry(one_in=1_000_000), kept)
    with TestClient(create_app(settings, clock=clock, tracing=tracing)) as client:
        for header in (PARENT, "00-nonsense", "", "\xff"):
            headers = {b"traceparent": header.encode("latin-1"), b"x-portal": b"ghent"}
            answer = client.post(
                "/graphql", json={"query": "{ portal { id } }"}, headers=headers
            )
            assert answer.status_code == 200
        spans = kept.of(tracing)
    assert {f"{span.context.trace_id:032x}" for span in spans} == {TRACE}
    (request,) = [span for span in spans if span.name == "request"]
    assert f"{request.parent.span_id:016x}" == "00f067aa0ba902b7"


def test_a_failure_is_marked_and_not_quoted(tmp_path: Path, clock: Clock) -> None:
    """A database that is away: the status is in the span, the driver's words are not."""
    kept = Kept()
    tracing = Tracing(ALL, kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        settings = Settings(HOUSE, f"sqlite:///{tmp_path}/none.db")
        with TestClient(create_app(settings, clock=clock, tracing=tracing)) as client:
            assert ask(client, "{ events { totalCount } }").status_code == 503
            (request,) = [span for span in kept.of(tracing) if span.name == "request"]
    assert request.attributes["http.response.status_code"] == 503
    assert not request.status.is_ok
    assert not request.events


def test_so_many_a_second_and_no_more() -> None:
    """Whoever asks for it: strangers cannot have everything traced."""
    sampler = Sampler(one_in=1, a_second=3)
    taken = [sampler.should_sample(None).decision.is_sampled() for _ in range(50)]
    assert 3 <= sum(taken) <= 6
    few = Sampler(one_in=10, a_second=1_000)
    assert sum(few.should_sample(None).decision.is_sampled() for _ in range(50)) == 5


def test_a_collector_that_hangs_holds_up_nobody(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Requests are answered meanwhile, and the gateway stops; that one fails is said in the log."""
    release = threading.Event()

    class Hangs(Kept):
        def export(self, spans: Any) -> Any:
            release.wait(30)
            raise OSError("the collector is away")

    tracing = Tracing(ALL, Hangs())
    with fresh_database("sqlite", tmp_path) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        patch.setattr("gateway.telemetry.tracing.LEAVE_SECONDS", 0.1)
        with TestClient(create_app(Settings(HOUSE, url), clock=clock, tracing=tracing)) as client:
            for _ in range(20):
                assert ask(client, "{ portal { id } }").status_code == 200
            began = time.monotonic()
    assert time.monotonic() - began < 3
    release.set()
    while "nobody takes the traces" not in caplog.text:
        assert time.monotonic() - began < 30
        time.sleep(0.01)


def test_without_a_collector_nothing_is_wrapped(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Off by default, and then it costs nothing; on without its packages is said in a sentence."""
    settings = Settings(HOUSE, f"sqlite:///{tmp_path}/none.db")
    assert tracing_of(settings) is None
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    app = create_app(settings, clock=clock)
    answering = app._endpoint._app._answering  # type: ignore[attr-defined]
    assert type(answering.engine) is Engine
    assert type(answering.database) in (SqliteDatabase, PostgresqlDatabase)
    monkeypatch.setitem(sys.modules, "gateway.telemetry.tracing", None)
    wanted = Settings(HOUSE, settings.database_url, telemetry=Telemetry("otlp"))
    with pytest.raises(EnvironmentUnfit, match=r"portal-gateway\[telemetry\]"):
        create_app(wanted, clock=clock)
