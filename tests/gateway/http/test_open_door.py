"""What the gateway needs on the open internet: metrics, other origins, bounded sign-in."""

from __future__ import annotations

import dataclasses

from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.settings import Cors, Settings
from tests.gateway.house import SIGN_IN, ask, codes
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
