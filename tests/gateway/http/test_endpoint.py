"""GraphQL over HTTP: what comes back for each kind of request, engine and policies apart."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from gateway.http.endpoint import GraphQLEndpoint
from gateway.http.guard import Guard
from gateway.http.landing import landing_page
from gateway.http.requests import Operation
from gateway.policies.manifests import NONE
from gateway.refusals import Refused
from planning.answers import Answer
from store.errors import DatabaseUnavailable

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
GOOD = Answer(200, b'{"data":{"a":1}}')
REFUSED = Answer(400, b'{"errors":[{"message":"no","extensions":{"code":"X"}}]}', ("X",))


class Echo:
    """Stands in for everything behind the door: remembers what was asked, answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[Operation] = []
        self.outcome: Answer | Exception = GOOD

    async def admit(self, *_: Any) -> SimpleNamespace:
        """Let everybody in."""
        return SimpleNamespace(jar=None)

    async def answer(self, _: Any, operation: Operation, current: Any) -> Answer:
        """Answer, or fail."""
        self.asked.append(operation)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture(name="echo")
def _echo() -> Echo:
    """What stands behind the door."""
    return Echo()


@pytest.fixture(name="client")
def _client(echo: Echo) -> TestClient:
    """A client in front of it."""
    return TestClient(door(echo, page=True))


def door(echo: Echo, *, page: bool) -> Starlette:
    """The endpoint and the guard around it."""
    holder = SimpleNamespace(
        current=SimpleNamespace(policies=SimpleNamespace(hash="abc123"), documents=NONE)
    )
    endpoint = GraphQLEndpoint(
        echo,  # type: ignore[arg-type]
        echo,  # type: ignore[arg-type]
        holder,  # type: ignore[arg-type]
        body_bytes=1024,
        page=(lambda _: landing_page()) if page else None,
    )
    return Starlette(routes=[Route("/graphql", endpoint)], middleware=[Middleware(Guard)])


def code(response: Any) -> str:
    """The code of the first error."""
    found: str = response.json()["errors"][0]["extensions"]["code"]
    return found


def test_an_operation_is_answered(client: TestClient, echo: Echo) -> None:
    """POST and GET alike; the bytes are those of the engine."""
    posted = client.post("/graphql", json={"query": "{a}", "variables": {"b": 1}})
    gotten = client.get("/graphql", params={"query": "{a}", "variables": '{"b":1}'})
    assert posted.content == gotten.content == GOOD.body
    assert [asked._replace(size=0) for asked in echo.asked] == [
        Operation("{a}", None, {"b": 1}, safe=False),
        Operation("{a}", None, {"b": 1}, safe=True),
    ]


def test_every_answer_says_which_policies_and_is_kept_by_nobody(client: TestClient) -> None:
    """Refusals, too."""
    for response in (client.post("/graphql", json={"query": "{a}"}), client.put("/graphql")):
        assert response.headers["x-policy"] == "abc123"
        assert response.headers["cache-control"] == "private, no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-length"] == str(len(response.content))


@pytest.mark.parametrize(
    ("accept", "answer", "status", "content_type"),
    [
        ("*/*", GOOD, 200, JSON),
        (JSON, GOOD, 200, JSON),
        (GRAPHQL, GOOD, 200, GRAPHQL),
        (JSON, REFUSED, 200, JSON),
        (GRAPHQL, REFUSED, 400, GRAPHQL),
    ],
)
def test_the_status_goes_with_the_media_type(
    client: TestClient, echo: Echo, accept: str, answer: Answer, status: int, content_type: str
) -> None:
    """Plain JSON is 200 for every operation that was understood; the other one is honest."""
    echo.outcome = answer
    response = client.post("/graphql", json={"query": "{a}"}, headers={"accept": accept})
    assert response.status_code == status
    assert response.headers["content-type"] == f"{content_type}; charset=utf-8"
    assert response.content == answer.body


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_what_is_no_operation_is_never_200(client: TestClient, echo: Echo, accept: str) -> None:
    """A body that is no request is the client's mistake in either media type."""
    headers = {"accept": accept, "content-type": JSON}
    for body in (b"", b"{", b"[]", b"{}", b"null"):
        response = client.post("/graphql", content=body, headers=headers)
        assert response.status_code == 400
        assert response.headers["content-type"].startswith(accept)
    assert not echo.asked


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
def test_refusals_of_the_operation_travel_like_the_engines(
    client: TestClient, accept: str, status: int
) -> None:
    """A persisted query, for one: its client reads the body of a 200."""
    asked = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}
    response = client.post("/graphql", json=asked, headers={"accept": accept})
    assert response.status_code == status
    assert code(response) == "PERSISTED_QUERY_NOT_FOUND"


REQUESTS: dict[str, tuple[Callable[[TestClient], Any], int, str]] = {
    "form": (
        lambda client: client.post("/graphql", data={"query": "{a}"}),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "text": (
        lambda client: client.post(
            "/graphql", content='{"query":"{a}"}', headers={"content-type": "text/plain"}
        ),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "compressed": (
        lambda client: client.post(
            "/graphql", json={"query": "{a}"}, headers={"content-encoding": "gzip"}
        ),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "image": (
        lambda client: client.post(
            "/graphql", json={"query": "{a}"}, headers={"accept": "image/png"}
        ),
        406,
        "NOT_ACCEPTABLE",
    ),
    "large": (
        lambda client: client.post("/graphql", json={"query": "{a}" + " " * 2000}),
        413,
        "TOO_LARGE",
    ),
    "chunked": (
        lambda client: client.post(
            "/graphql",
            content=(b" " * 500 for _ in range(9)),
            headers={"content-type": JSON},
        ),
        413,
        "TOO_LARGE",
    ),
    "long address": (
        lambda client: client.get("/graphql", params={"query": "{a}" + " " * 2000}),
        414,
        "TOO_LARGE",
    ),
    "put": (lambda client: client.put("/graphql"), 405, "METHOD_NOT_ALLOWED"),
    "delete": (lambda client: client.delete("/graphql"), 405, "METHOD_NOT_ALLOWED"),
    "get without query": (lambda client: client.get("/graphql"), 400, "QUERY_REQUIRED"),
    "two portals": (
        lambda client: client.post(
            "/graphql", json={"query": "{a}"}, headers=[("x-portal", "a"), ("x-portal", "b")]
        ),
        400,
        "BAD_REQUEST",
    ),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_the_wrong_request_gets_its_4xx(client: TestClient, echo: Echo, name: str) -> None:
    """With a code, and nothing behind the door hears of it."""
    ask, status, expected = REQUESTS[name]
    response = ask(client)
    assert (response.status_code, code(response)) == (status, expected)
    assert not echo.asked


def test_a_405_says_what_is_allowed(client: TestClient) -> None:
    """As HTTP wants it."""
    assert client.put("/graphql").headers["allow"] == "GET, POST"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_a_refused_credential_is_401_in_either_media_type(
    client: TestClient, echo: Echo, accept: str
) -> None:
    """A proxy and a client's middleware look at the status."""
    echo.outcome = Refused(401, "UNAUTHENTICATED", "no", headers={"www-authenticate": "Bearer"})
    response = client.post("/graphql", json={"query": "{a}"}, headers={"accept": accept})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_database_that_is_gone_is_an_honest_503(
    client: TestClient, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    """With a word on when to come back, and nothing about the database itself."""
    echo.outcome = DatabaseUnavailable("connection to db.internal refused")
    response = client.post("/graphql", json={"query": "{a}"})
    assert (response.status_code, code(response)) == (503, "DATABASE_UNAVAILABLE")
    assert response.headers["retry-after"] == "2"
    assert "db.internal" not in response.text
    assert "db.internal" in caplog.text


def test_a_failure_is_masked_and_can_be_found(
    client: TestClient, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    """None of Python's words leave; the id of the answer stands in the log beside the traceback."""
    echo.outcome = KeyError("sensitive")
    response = client.post(
        "/graphql", json={"query": "{a}"}, headers={"x-request-id": "trace-7"}
    )
    assert (response.status_code, code(response)) == (500, "INTERNAL_ERROR")
    assert response.json()["errors"][0]["extensions"]["id"] == "trace-7"
    assert response.headers["x-request-id"] == "trace-7"
    assert "sensitive" not in response.text
    assert "trace-7" in caplog.text
    assert "KeyError" in caplog.text


def test_a_browser_gets_a_page(client: TestClient, echo: Echo) -> None:
    """It names the endpoint and asks nothing of any other address."""
    response = client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "GraphQL" in response.text
    assert "://" not in response.text
    assert not echo.asked


def test_the_page_can_be_switched_off(echo: Echo) -> None:
    """A browser is then answered like every other client."""
    client = TestClient(door(echo, page=False))
    headers = {"accept": "text/html,*/*;q=0.8"}
    assert code(client.get("/graphql", headers=headers)) == "QUERY_REQUIRED"
    answer = client.get("/graphql", params={"query": "{a}"}, headers=headers)
    assert answer.headers["content-type"].startswith(JSON)
    assert client.get("/graphql", headers={"accept": "text/html"}).status_code == 406


def test_each_request_is_a_line_in_the_log_where_that_is_wanted(
    client: TestClient, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    """Policies and codes, but no query and no variable."""
    caplog.set_level(logging.DEBUG, "portal.requests")
    echo.outcome = REFUSED
    client.post("/graphql", json={"query": "{secret}", "variables": {"v": "hush"}})
    (line,) = [record.getMessage() for record in caplog.records if "POST" in record.getMessage()]
    assert "POST 200" in line
    assert line.endswith("policies abc123 X")
    assert "secret" not in line
    assert "hush" not in line
