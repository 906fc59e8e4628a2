"""Signing in with an identity provider: real keys, a real server, and everything it must refuse."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import threading
import urllib.request
from collections.abc import Iterator
from functools import cache
from http.client import IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials import key_sets
from gateway.credentials.key_sets import KeySet, ProviderUnavailable
from gateway.settings import IdentityProvider, Settings
from tests.gateway.house import Clock, ask, codes

SIGN_IN = """
mutation SignIn($input: SignInWithProviderInput!) {
  signInWithProvider(input: $input) {
    token profiles { id } customer { name } errors { code field }
  }
}
"""
AUDIENCE = "portal"


@cache
def private_key(name: str, kind: str = "RS256") -> Any:
    """A key of that name, made once: it takes its time."""
    if kind == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


class Provider:
    """A provider on this machine; `keys` are what it publishes, `asked` counts the fetches."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.down = False
        self.signing: dict[str, tuple[Any, str]] = {}
        self.rotate("first")
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                found = provider.documents().get(self.path)
                self.send_response(503 if provider.down or found is None else 200)
                self.end_headers()
                if not provider.down and found is not None:
                    self.wfile.write(json.dumps(found).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    def rotate(self, kid: str, kind: str = "RS256") -> None:
        """Sign with a new key from now on, and publish no other."""
        self.signing = {kid: (private_key(kid, kind), kind)}

    def documents(self) -> dict[str, Any]:
        """What it answers, by path."""
        published = []
        for kid, (key, kind) in self.signing.items():
            algorithm = jwt.algorithms.get_default_algorithms()[kind]
            published.append({
                **algorithm.to_jwk(key.public_key(), as_dict=True),
                "kid": kid, "use": "sig",
            })
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys",
            },
            "/keys": {"keys": [*published, {"kty": "unheard-of", "kid": "x"}]},
        }

    def token(
        self, now: dt.datetime, *, key: Any = None, alg: str | None = None, **claims: Any
    ) -> str:
        """Issue an ID token; claims that are None are left out."""
        (kid, (own, kind)), = self.signing.items()
        usual = {
            "iss": self.issuer, "aud": AUDIENCE, "sub": "person-1",
            "iat": int(now.timestamp()), "exp": int(now.timestamp()) + 300,
            "email": "una@harbour.test", "email_verified": True,
        }
        given = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(given, key or own, algorithm=alg or kind, headers={"kid": kid})

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(name="provider")
def _provider() -> Iterator[Provider]:
    """A provider that runs."""
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture(name="client")
def _client(
    settings: Settings, people: dict[str, int], clock: Clock, provider: Provider
) -> Iterator[TestClient]:
    """A client of a gateway that trusts the provider."""
    trusted = IdentityProvider(provider.issuer, AUDIENCE)
    trusting = dataclasses.replace(settings, identity_provider=trusted)
    with TestClient(create_app(trusting, clock=clock)) as client:
        yield client


def sign_in(client: TestClient, token: str, **more: Any) -> Any:
    """Sign in and return the payload."""
    response = ask(client, SIGN_IN, input={"idToken": token, **more})
    assert response.status_code == 200, response.text
    return response.json()["data"]["signInWithProvider"]


def refused(payload: Any) -> list[str]:
    """The codes of a payload that signed nobody in."""
    assert payload["token"] is None
    assert payload["profiles"] is None
    return [each["code"] for each in payload["errors"]]


def test_a_person_of_the_provider_is_a_login(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """Their verified address says which, the first time; afterwards they are known by subject."""
    payload = sign_in(client, provider.token(clock.now))
    assert payload["errors"] == []
    me = ask(client, "{ me { name } }", payload["token"]).json()["data"]["me"]
    assert me == payload["customer"]
    moved = provider.token(clock.now, email="elsewhere@example.org", email_verified=False)
    assert sign_in(client, moved)["customer"] == me
    other = provider.token(clock.now, sub="person-2")
    assert refused(sign_in(client, other)) == ["INVALID_CREDENTIALS"]


def test_an_elliptic_key_does_as_well(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """Whatever the settings allow."""
    provider.rotate("curve", "ES256")
    assert sign_in(client, provider.token(clock.now))["errors"] == []


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "somebody-else"},
        {"aud": None},
        {"aud": [AUDIENCE, "other"]},  # of several, and not said for whom
        {"azp": "other"},
        {"iss": "https://stranger.example"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"exp": None},
        {"exp": 1},
        {"exp": "soon"},
        {"iat": None},
        {"iat": 1},
        {"nbf": 2**33},
        {"nbf": "now"},
        {"email_verified": False},
        {"email": "una@harbour.teſt"},  # folded, it is Una's; the domain is another
        {"email_verified": "true"},
        {"email": "stranger@harbour.test"},
        {"email": None},
        {"email": ["una@harbour.test"]},
    ],
)
def test_an_unsound_token_signs_nobody_in(
    client: TestClient, provider: Provider, clock: Clock, claims: dict[str, Any]
) -> None:
    """All of them are answered alike."""
    token = provider.token(clock.now, **claims)
    assert refused(sign_in(client, token)) == ["INVALID_CREDENTIALS"]


def test_a_token_begins_one_session(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """However its signature is written; whoever finds one that was used has found nothing."""
    token = provider.token(clock.now)
    assert sign_in(client, token)["errors"] == []
    for again in (token, token + "="):
        assert refused(sign_in(client, again)) == ["INVALID_CREDENTIALS"]
    clock.now += dt.timedelta(seconds=1)
    assert sign_in(client, provider.token(clock.now))["errors"] == []


def test_a_foreign_signature_signs_nobody_in(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """Neither another key, nor the public one used as a password, nor none at all."""
    stranger = private_key("stranger")
    whole = provider.token(clock.now)
    head, claims, _ = whole.split(".")
    for token in (
        provider.token(clock.now, key=stranger),
        provider.token(clock.now, key="a" * 32, alg="HS256"),
        jwt.encode({"sub": "person-1"}, "", algorithm="none"),
        f"{head}.{claims}.",
        f"{head}.{claims}",
        whole * 20,
        "nonsense",
        "",
    ):
        assert refused(sign_in(client, token)) == ["INVALID_CREDENTIALS"], token


def test_a_token_is_as_good_as_its_age(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """It says that somebody has just signed in."""
    late = int(clock.now.timestamp()) + 10**6
    assert sign_in(client, provider.token(clock.now, exp=late))["errors"] == []
    token = provider.token(clock.now, exp=late, jti="another")
    clock.now += dt.timedelta(minutes=11)
    assert refused(sign_in(client, token)) == ["INVALID_CREDENTIALS"]


def test_a_provider_that_is_away_is_said_so(
    client: TestClient, provider: Provider, clock: Clock
) -> None:
    """503 and when to come again; nobody is anonymous for it, and its return is noticed."""
    provider.down = True
    response = ask(client, SIGN_IN, input={"idToken": provider.token(clock.now)})
    assert (response.status_code, codes(response)) == (503, ["IDENTITY_PROVIDER_UNAVAILABLE"])
    assert int(response.headers["retry-after"]) > 0


def test_without_a_provider_nobody_signs_in_like_that(
    settings: Settings, people: dict[str, int], clock: Clock, provider: Provider
) -> None:
    """The mutation is there and says so."""
    with TestClient(create_app(settings, clock=clock)) as client:
        assert refused(sign_in(client, provider.token(clock.now))) == ["NOT_ALLOWED"]
    assert provider.asked == []


async def test_keys_are_fetched_now_and_then() -> None:
    """Once for many tokens; again for a key that is new, but not at every stranger's word."""
    provider, seconds = Provider(), [0.0]
    try:
        keys = KeySet(provider.issuer, f"{provider.issuer}/keys", clock=lambda: seconds[0])
        assert await keys.key("first") is not None
        assert await keys.key("first") is not None
        assert await keys.key("made-up") is None
        assert len(provider.asked) == 1
        provider.rotate("second")
        assert await keys.key("second") is None  # within the pause
        seconds[0] += key_sets.PAUSE_SECONDS + 1
        assert await keys.key("second") is not None
        assert await keys.key("first") is None   # withdrawn
        assert len(provider.asked) == 2
        provider.down = True
        seconds[0] += key_sets.FRESH_SECONDS + 1
        assert await keys.key("second") is not None  # known, and nobody says otherwise
        provider.down = False
        provider.rotate("third")
        assert await keys.key("second") is not None  # within the pause
        seconds[0] += key_sets.PAUSE_SECONDS + 1
        assert await keys.key("second") is None   # withdrawn: it was not taken for current
        provider.down = True
        seconds[0] += key_sets.STALE_SECONDS + 1
        for _ in range(2):  # also within the pause
            with pytest.raises(ProviderUnavailable, match="not confirmed for a day"):
                await keys.key("third")
        provider.down = False
        seconds[0] += key_sets.PAUSE_SECONDS + 1
        assert await keys.key("third") is not None
    finally:
        provider.close()


async def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks off on the way is a provider that is away, and no failure of ours."""

    def broken(*_: object, **named: object) -> Any:
        raise IncompleteRead(b"{")

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", broken)
    with pytest.raises(ProviderUnavailable, match="does not answer"):
        await KeySet("https://id.example", "https://id.example/keys").key("first")


async def test_only_a_sound_provider_is_believed(tmp_path: Path) -> None:
    """Its own name, JSON, keys that sign, an address that nobody can read along."""
    issuer = "https://id.example.org"
    answers = [
        b"no json", b"[]", b"{}", json.dumps({"issuer": issuer + "/"}).encode(),
    ]
    for answer in answers:
        with pytest.raises(ProviderUnavailable):
            await KeySet(issuer, None, get=lambda _, found=answer: found).key("a")  # type: ignore[misc]
    with pytest.raises(ProviderUnavailable, match="no key that signs"):
        await KeySet(issuer, f"{issuer}/k", get=lambda _: b'{"keys": [{"kty": "oct"}]}').key("a")
    for url in ("http://id.example.org/keys", f"file://{tmp_path}", "gopher://127.0.0.1:1/"):
        with pytest.raises(ProviderUnavailable):
            key_sets.fetch(url)
