"""What the gateway needs on the open internet: metrics, other origins, bounded sign-in."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.operations.answering import Answering
from gateway.settings import Cors, Settings
from store.errors import DatabaseUnavailable
from tests.gateway.house import HOUSE, SIGN_IN, ask, codes, copy_of_the_house
from tests.gateway.http.conftest import ORIGIN


def lines(text: str) -> dict[str, float]:
    """Each sample of the metrics."""
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_metrics_count_what_was_answered(open_settings: Settings) -> None:
    """By status and by code; plans, places and the policies in force besides."""
    with TestClient(create_app(open_settings)) as client:
        for _ in range(3):
            assert ask(client, "{ portal { name } }").status_code == 200
        ask(client, "{ nothing }")
        client.post("/graphql", content=b"null", headers={"content-type": "application/json"})
        response = client.get("/metrics")
        policies = ask(client, "{ __typename }").headers["x-policy"]
    assert response.headers["content-type"].startswith("text/plain")
    found = lines(response.text)
    assert found['portal_requests_total{status="200"}'] == 4
    assert found['portal_requests_total{status="400"}'] == 1
    assert found['portal_codes_total{code="GRAPHQL_VALIDATION_FAILED"}'] == 1
    assert found['portal_codes_total{code="BAD_REQUEST"}'] == 1
    assert found["portal_request_seconds_count"] == 5
    assert found["portal_plan_hits_total"] == 2
    assert found["portal_plan_misses_total"] == 1
    assert found["portal_plans"] == 1
    assert found["portal_statements_saved_total"] == 0
    assert found["portal_requests_in_progress"] == 0
    assert found[f'portal_policies{{hash="{policies}"}}'] == 1
    assert 0 <= found["portal_policies_age_seconds"] < 60


def test_metrics_are_not_there_unless_wanted(open_settings: Settings) -> None:
    """Off, unless a setting says otherwise."""
    with TestClient(create_app(dataclasses.replace(open_settings, metrics=False))) as client:
        assert client.get("/metrics").status_code == 404


def test_pages_of_the_named_origins_may_ask(open_settings: Settings) -> None:
    """And may read what went wrong; cookies are not theirs to send."""
    with TestClient(create_app(open_settings)) as client:
        preflight = client.options(
            "/graphql",
            headers={
                "origin": ORIGIN,
                "access-control-request-method": "POST",
                "access-control-request-headers": "authorization, content-type, x-portal",
            },
        )
        assert preflight.status_code == 200
        assert preflight.headers["access-control-allow-origin"] == ORIGIN
        for body, status in ((b'{"query":"{__typename}"}', 200), (b"null", 400)):
            response = client.post(
                "/graphql", content=body,
                headers={"origin": ORIGIN, "content-type": "application/json"},
            )
            assert response.status_code == status
            assert response.headers["access-control-allow-origin"] == ORIGIN
            assert "access-control-allow-credentials" not in response.headers
            assert "Origin" in response.headers["vary"]


def test_pages_of_other_origins_may_not(open_settings: Settings) -> None:
    """Where no origin is named, nobody is told a thing about it."""
    stranger = {"origin": "https://stranger.example"}
    asking = {**stranger, "access-control-request-method": "POST"}
    for each in (open_settings, dataclasses.replace(open_settings, cors=Cors())):
        with TestClient(create_app(each)) as client:
            live = client.get("/live", headers=stranger)
            assert "access-control-allow-origin" not in live.headers
            refused = client.options("/graphql", headers=asking)
            assert refused.status_code in (400, 405)
            assert "access-control-allow-origin" not in refused.headers


def test_too_many_attempts_are_refused_alike(open_settings: Settings) -> None:
    """Nothing tells whether there is such a login; the case of letters is no way around."""
    with TestClient(create_app(open_settings)) as client:
        for email in ("nobody@harbour.test", "Nobody@Harbour.test"):
            given = {"email": email, "password": "x"}
            answer = ask(client, SIGN_IN, input=given)
            assert answer.json()["data"]["signIn"]["errors"][0]["code"] == "INVALID_CREDENTIALS"
        given = {"email": "NOBODY@harbour.test", "password": "x"}
        answer = ask(client, SIGN_IN, input=given)
        assert answer.status_code == 429
        assert codes(answer) == ["TOO_MANY_ATTEMPTS"]
        assert 0 < int(answer.headers["retry-after"]) <= 900


def test_many_passwords_in_one_request_are_many_attempts(open_settings: Settings) -> None:
    """Twenty aliases are no way around."""
    fields = " ".join(
        f'a{i}: signIn(input: {{email: "una@harbour.test", password: "{i}"}}) {{ token }}'
        for i in range(20)
    )
    with TestClient(create_app(open_settings)) as client:
        answer = ask(client, f"mutation {{ {fields} }}")
    assert answer.status_code == 429
    assert codes(answer) == ["TOO_MANY_ATTEMPTS"]


def test_every_metric_is_explained() -> None:
    """To whoever is on call, with the name that Prometheus knows it by."""
    written = (HOUSE / "docs/on-call.md").read_text()
    names = set()
    for file in (HOUSE / "gateway").rglob("*.py"):
        names |= set(re.findall(r'(\w+)\(\s*"(portal_[a-z_]+)"', file.read_text()))
    assert len(names) > 30
    for kind, name in names:
        counted = "_total" if kind.startswith("Counter") else ""
        assert f"`{name}{counted}`" in written, name
    alarms = (HOUSE / "deploy/alarms.yaml").read_text()
    told = set(re.findall(r"\bportal_[a-z_]+", alarms))
    assert told <= {f"{name}{end}" for _, name in names for end in ("", "_total", "_bucket")}


def test_a_failure_inside_is_counted(
    open_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An alarm hangs on it: a gateway that fails looks idle else."""

    async def fail(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(Answering, "answer", fail)
    with TestClient(create_app(open_settings)) as client:
        assert ask(client, "{ portal { name } }").status_code == 500
        found = lines(client.get("/metrics").text)
    assert found['portal_requests_total{status="500"}'] == 1
    assert found['portal_codes_total{code="INTERNAL_ERROR"}'] == 1


def test_a_database_that_is_away_is_measured(
    open_settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """From the first refusal on, and told once; also to who asks whether the gateway is ready."""

    async def fail(*_: object) -> None:
        raise DatabaseUnavailable("it went away")

    with TestClient(create_app(open_settings)) as client:
        assert lines(client.get("/metrics").text)["portal_database_answers"] == 1
        monkeypatch.setattr(Answering, "answer", fail)
        for _ in range(3):
            assert ask(client, "{ portal { name } }").status_code == 503
        found = lines(client.get("/metrics").text)
    assert found["portal_database_answers"] == 0
    assert found["portal_database_refusals_total"] == 3
    assert caplog.messages.count("the database does not answer: it went away") == 1


def test_an_edit_that_does_not_hold_is_seen_from_outside(
    open_settings: Settings, tmp_path: Path
) -> None:
    """`/ready` stays ready, and says so; the metric counts the problems, until it is mended."""
    root = copy_of_the_house(tmp_path / "edited")
    staff = root / "policies/staff.yaml"
    holds, seen = staff.read_text(), []
    with TestClient(create_app(dataclasses.replace(open_settings, root=root))) as client:

        def look(edited: str) -> None:
            patience = time.monotonic() + 10
            while (ready := client.get("/ready")).json()["edited"] != edited:
                assert time.monotonic() < patience
                time.sleep(0.05)
            problems = lines(client.get("/metrics").text)["portal_policies_problems"]
            seen.append((ready.status_code, problems > 0))

        look("in force")
        staff.write_text("roles: [")
        look("refused")
        staff.write_text(holds)
        look("in force")
    assert seen == [(200, False), (200, True), (200, False)]
