"""Sessions in cookies: kept from scripts, replaced at sign-in, and of no use to others' pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials.cookies import CLEARED, NAME, open_jar
from gateway.http.heads import Head
from gateway.refusals import Refused
from gateway.settings import Settings, Tokens
from tests.gateway.house import HOUSE, ME, PASSWORD, SIGN_IN, SIGN_OUT, codes
from tests.gateway.world import World

OWN = {"sec-fetch-site": "same-origin"}
PORTAL: Any = SimpleNamespace(hosts=("mitte.harbour.test",))
ORIGINS = [
    ("https://mitte.harbour.test", "mitte.harbour.test", True),
    ("https://MITTE.harbour.test", "mitte.harbour.test", True),
    ("https://mitte.harbour.test", "inside:8000", True),
    ("https://front.test:8443", "front.test:8443", True),
    ("https://front.test", "front.test:443", True),
    ("http://localhost:8000", "localhost:8000", True),
    ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
    ("http://mitte.harbour.test", "mitte.harbour.test", False),
    ("https://mitte.harbour.test:8443", "inside:8000", False),
    ("https://evil.test", "mitte.harbour.test", False),
    ("https://mitte.harbour.test.evil.test", "mitte.harbour.test", False),
    ("https://evil.test/mitte.harbour.test", "mitte.harbour.test", False),
    ("https://kreuzberg.harbour.test", "mitte.harbour.test", False),
    ("https://front.test:8443", "front.test", False),
    ("https://front.test:x", "front.test", False),
    ("https://[front", "front.test", False),
    ("https://", "", False),
    ("null", "mitte.harbour.test", False),
    ("", "", False),
]
HEADS: dict[str, tuple[dict[str, str], tuple[int, str] | str | None]] = {
    "no cookie": ({}, None),
    "somebody else's cookie": ({"cookie": "theme=dark; x__Host-portal-session=t"}, None),
    "a cookie alone": ({"cookie": f"{NAME}=t"}, (403, "CSRF_REFUSED")),
    "an empty one": ({"cookie": f"{NAME}="}, None),
    "beside a token": ({"cookie": f"{NAME}=t", "authorization": "Bearer x"}, None),
    "asked for": ({"cookie": f"a=b; {NAME}=t; c=d", "session": "cookie", **OWN}, "t"),
    "to be set": ({"session": "Cookie ", **OWN}, ""),
    "from nowhere": ({"cookie": f"{NAME}=t", "session": "cookie"}, (403, "CSRF_REFUSED")),
    "by the same site": (
        {"session": "cookie", "sec-fetch-site": "same-site"}, (403, "CSRF_REFUSED"),
    ),
    "by another site": (
        {"session": "cookie", "sec-fetch-site": "cross-site"}, (403, "CSRF_REFUSED"),
    ),
    "by a bookmark": ({"session": "cookie", "sec-fetch-site": "none"}, (403, "CSRF_REFUSED")),
    "where the two disagree": (
        {"session": "cookie", "origin": "https://evil.test", **OWN}, (403, "CSRF_REFUSED"),
    ),
    "in another word": ({"session": "header", **OWN}, (400, "BAD_REQUEST")),
    "and a token": (
        {"session": "cookie", "authorization": "Bearer x", **OWN}, (400, "BAD_REQUEST"),
    ),
    "a host beside ours, under a name that looks like it": (
        {"cookie": f"\xa0{NAME}=t; \x85{NAME}=t; {NAME}\xa0=t", "session": "cookie", **OWN}, "",
    ),
    "twice": ({"cookie": f"{NAME}=t; {NAME}=u", "session": "cookie", **OWN}, (400, "BAD_REQUEST")),
}


def head_of(headers: dict[str, str]) -> Head:
    """A head with these headers."""
    named = {name.replace("sec-", "").replace("-", "_"): text for name, text in headers.items()}
    return Head(**named)


@pytest.mark.parametrize(("origin", "host", "own"), ORIGINS)
def test_pages_of_the_portal_s_own_hosts_are_told_by_their_origin(
    origin: str, host: str, own: bool
) -> None:
    """The host that was asked, or one of the portal's; over HTTPS, or on this machine."""
    head = Head(host=host, origin=origin, session="cookie")
    if own:
        assert open_jar(head, PORTAL, allowed=True) is not None
        return
    with pytest.raises(Refused) as refused:
        open_jar(head, PORTAL, allowed=True)
    assert (refused.value.status, refused.value.code) == (403, "CSRF_REFUSED")


@pytest.mark.parametrize("name", HEADS)
def test_a_cookie_counts_where_the_request_says_so(name: str) -> None:
    """And comes from the portal's own page; what is not sure is refused."""
    headers, outcome = HEADS[name]
    if isinstance(outcome, tuple):
        with pytest.raises(Refused) as refused:
            open_jar(head_of(headers), PORTAL, allowed=True)
        assert (refused.value.status, refused.value.code) == outcome
        return
    jar = open_jar(head_of(headers), PORTAL, allowed=True)
    assert (jar.token or "" if jar else None) == outcome


def post(client: TestClient, query: str, cookie: str | None = None, **more: Any) -> Any:
    """Ask as a page of the gateway's own host does, with its cookie."""
    headers = {"x-portal": "berlin-mitte", "x-session": "cookie", **OWN, **more.pop("headers", {})}
    if cookie is not None:
        headers["cookie"] = f"{NAME}={cookie}"
    client.cookies.clear()
    return client.post("/graphql", json={"query": query, "variables": more}, headers=headers)


def begin(client: TestClient, cookie: str | None = None) -> str:
    """Sign in and return what the cookie holds."""
    given = {"email": "una@harbour.test", "password": PASSWORD}
    answer = post(client, SIGN_IN, cookie, input=given)
    payload = answer.json()["data"]["signIn"]
    assert (payload["errors"], payload["token"], payload["customer"]) == ([], None, {"name": "Una"})
    written: str = answer.headers["set-cookie"]
    held, *kept = written.removeprefix(f"{NAME}=").split("; ")
    assert set(kept) == {"Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=43200"}
    assert held not in answer.text
    return held


def test_a_session_lives_in_its_cookie(client: TestClient) -> None:
    """From sign-in, which ends the one before, to sign-out; the page never sees the token."""
    first = begin(client)
    assert post(client, ME, first).json()["data"]["me"] == {"name": "Una"}
    second = begin(client, first)
    assert second != first
    late = post(client, ME, first)
    assert (late.status_code, late.headers["set-cookie"]) == (401, CLEARED)
    assert post(client, ME, second).json()["data"]["me"] == {"name": "Una"}
    assert "set-cookie" not in post(client, ME, second).headers
    out = post(client, SIGN_OUT, second)
    assert (out.json()["data"]["signOut"]["errors"], out.headers["set-cookie"]) == ([], CLEARED)
    assert post(client, ME, second).status_code == 401
    assert post(client, ME).json()["data"]["me"] is None


def test_a_failed_sign_in_leaves_the_session(client: TestClient) -> None:
    """Nothing is set, and nobody is signed out."""
    held = begin(client)
    given = {"email": "una@harbour.test", "password": PASSWORD, "profileId": "Customer:404"}
    failed = post(client, SIGN_IN, held, input=given)
    assert failed.json()["data"]["signIn"]["errors"][0]["code"] == "INVALID_VALUE"
    assert "set-cookie" not in failed.headers
    assert post(client, ME, held).json()["data"]["me"] == {"name": "Una"}


def test_a_cookie_reads_with_get_and_changes_nothing_with_it(
    world: World, client: TestClient
) -> None:
    """And no cache keeps what it is shown."""
    headers = {"x-portal": "berlin-mitte", "cookie": f"{NAME}={world.tokens['una']}", **OWN}
    asked = headers | {"x-session": "cookie"}
    read = client.get("/graphql", params={"query": ME}, headers=asked)
    assert read.json()["data"]["me"] == {"name": "Una"}
    assert read.headers["cache-control"] == "private, no-store"
    change = client.get("/graphql", params={"query": SIGN_OUT}, headers=asked)
    assert (change.status_code, codes(change)) == (405, ["METHOD_NOT_ALLOWED"])
    alone = client.get("/graphql", params={"query": ME}, headers=headers)
    assert (alone.status_code, codes(alone)) == (403, ["CSRF_REFUSED"])


def test_what_a_form_can_send_is_refused(world: World, client: TestClient) -> None:
    """A form has no such header and no JSON, and says where it comes from."""
    cookie = f"{NAME}={world.tokens['una']}"
    form = {"cookie": cookie, "origin": "https://evil.test", "x-portal": "berlin-mitte"}
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        sent = client.post("/graphql", content="{}", headers={**form, "content-type": kind})
        assert sent.status_code == 415
    as_json = client.post("/graphql", json={"query": SIGN_OUT}, headers=form)
    assert (as_json.status_code, codes(as_json)) == (403, ["CSRF_REFUSED"])
    preflight = client.options(
        "/graphql",
        headers={
            "origin": "http://localhost:3000",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type, x-session",
        },
    )
    assert "access-control-allow-credentials" not in preflight.headers
    assert "x-session" not in preflight.headers.get("access-control-allow-headers", "")


def test_cookies_can_be_switched_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then one that is there counts for nothing, and whoever wants one is told."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    settings = Settings(HOUSE, world.url, tokens=Tokens(cookies=False))
    with TestClient(create_app(settings, clock=world.clock)) as client:
        wanted = post(client, ME, world.tokens["una"])
        assert (wanted.status_code, codes(wanted)) == (400, ["COOKIES_OFF"])
        headers = {"x-portal": "berlin-mitte", "cookie": f"{NAME}={world.tokens['una']}"}
        ignored = client.post("/graphql", json={"query": ME}, headers=headers)
        assert ignored.json()["data"]["me"] is None


CHANGE = """
mutation C($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }
"""


def test_another_password_puts_another_session_into_the_cookie(client: TestClient) -> None:
    """The page goes on, and a copy of the cookie does not. Guesses count as those at the door."""
    held, there = begin(client), PASSWORD + " there"
    for before, after in ((PASSWORD, there), (there, PASSWORD)):
        answer = post(client, CHANGE, held, input={"current": before, "new": after})
        assert answer.json()["data"]["changePassword"] == {"errors": []}
        renewed = answer.headers["set-cookie"].removeprefix(f"{NAME}=").partition(";")[0]
        assert post(client, ME, held).status_code == 401
        held = renewed
    assert post(client, ME, held).json()["data"]["me"] == {"name": "Una"}
    for _ in range(2):
        wrong = post(client, CHANGE, held, input={"current": there, "new": PASSWORD * 2})
        told = [{"code": "INVALID_CREDENTIALS"}]
        assert wrong.json()["data"]["changePassword"] == {"errors": told}
    right = {"current": PASSWORD, "new": there}
    for late in (
        post(client, CHANGE, held, input=right),
        post(client, SIGN_IN, input={"email": "una@harbour.test", "password": PASSWORD}),
    ):
        assert (late.status_code, codes(late)) == (429, ["TOO_MANY_ATTEMPTS"])
