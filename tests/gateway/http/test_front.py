"""The short way to the endpoint: it leaves out nothing that a client could notice."""

from __future__ import annotations

import dataclasses
from typing import Any

from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.settings import Cors, Settings
from tests.gateway.http.conftest import ORIGIN

OWN = {"x-request-id", "date"}


def _post(client: TestClient, **headers: str) -> Any:
    headers = {"x-portal": "berlin-mitte", **headers}
    return client.post("/graphql", json={"query": "{ portal { name } }"}, headers=headers)


def _heads(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OWN}


def test_both_ways_answer_alike(open_settings: Settings) -> None:
    """Where no other origin is let in, a request with an `Origin` goes the long way."""
    plain = dataclasses.replace(open_settings, cors=Cors())
    with TestClient(create_app(plain)) as client:
        short, long = _post(client), _post(client, origin=ORIGIN)
    assert short.content == long.content
    assert short.status_code == long.status_code == 200
    assert _heads(short) == _heads(long)
    assert short.headers["x-request-id"] != long.headers["x-request-id"]


def test_pages_of_other_origins_keep_their_headers(open_settings: Settings) -> None:
    """What a browser needs is there whenever it says where its page is from."""
    with TestClient(create_app(open_settings)) as client:
        assert _post(client, origin=ORIGIN).headers["access-control-allow-origin"] == ORIGIN
        short = _post(client)
        assert "access-control-allow-origin" not in short.headers
        assert "no-store" in short.headers["cache-control"]


def test_a_failure_keeps_its_form(open_settings: Settings) -> None:
    """The short way is guarded as the long one is."""
    with TestClient(create_app(open_settings)) as client:
        for headers in ({}, {"origin": ORIGIN}):
            response = client.post("/graphql", content=b"[", headers=headers)
            assert response.status_code == 415
            assert response.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"
