"""Tokens: what makes one good, and that nothing else does."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import jwt
import pytest

from gateway.credentials.tokens import Identity, Tokens
from gateway.refusals import Refused

KEY = b"k" * 32
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture(name="tokens")
def _tokens(clock: Clock) -> Tokens:
    """Tokens that hold an hour."""
    return Tokens(KEY, dt.timedelta(hours=1), clock, remembered=3)


def claims(**changes: Any) -> dict[str, Any]:
    """What a good token says, but for *changes*; None leaves a claim out."""
    now = int(NOON.timestamp())
    good = {"sub": "7", "sid": 8, "net": "harbour", "iat": now, "exp": now + 3600}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def bearer(text: str) -> str:
    """The header's value."""
    return f"Bearer {text}"


def test_a_token_names_its_session_and_network(tokens: Tokens) -> None:
    """And nothing about rights."""
    text, expires = tokens.issue(session=8, login=7, network="harbour")
    assert expires == NOON + dt.timedelta(hours=1)
    assert tokens.identify(bearer(text)) == Identity(8, "harbour", expires.timestamp())
    said = jwt.decode(
        text, KEY, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False}
    )
    assert said == claims()


def test_the_scheme_is_bearer_in_any_case(tokens: Tokens) -> None:
    """As the specification of the header has it."""
    text, _ = tokens.issue(session=8, login=7, network="harbour")
    assert tokens.identify(f"bearer   {text} ").session == 8


def test_a_token_ends_at_its_second(tokens: Tokens, clock: Clock) -> None:
    """By our clock, remembered or not."""
    text, expires = tokens.issue(session=8, login=7, network="harbour")
    clock.now = expires - dt.timedelta(seconds=1)
    assert tokens.identify(bearer(text)).session == 8
    clock.now = expires
    for _ in range(2):
        with pytest.raises(Refused):
            tokens.identify(bearer(text))


def crooked(header: dict[str, Any], signed: bytes = b"") -> str:
    """A token with a header of the attacker's choice."""
    parts = [json.dumps(header).encode(), json.dumps(claims()).encode(), signed]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


BAD = {
    "nothing": "",
    "no-scheme": "abc",
    "basic": "Basic YTpi",
    "no-token": "Bearer ",
    "no-jwt": "Bearer abc",
    "dots": "Bearer a.b.c",
    "too-long": "Bearer " + "a" * 3000,
    "deep": "Bearer " + base64.urlsafe_b64encode(b"[" * 1200).decode() + ".e30.x",
    "not-signed": bearer(crooked({"alg": "none", "typ": "JWT"})),
    "wrong-algorithm": bearer(jwt.encode(claims(), b"k" * 64, algorithm="HS512")),
    "wrong-key": bearer(jwt.encode(claims(), b"x" * 32, algorithm="HS256")),
    "no-session": bearer(jwt.encode(claims(sid=None), KEY)),
    "no-network": bearer(jwt.encode(claims(net=None), KEY)),
    "no-end": bearer(jwt.encode(claims(exp=None), KEY)),
    "no-begin": bearer(jwt.encode(claims(iat=None), KEY)),
    "session-as-text": bearer(jwt.encode(claims(sid="8"), KEY)),
    "session-as-truth": bearer(jwt.encode(claims(sid=True), KEY)),
    "network-as-number": bearer(jwt.encode(claims(net=1), KEY)),
    "end-as-text": bearer(jwt.encode(claims(exp="9999999999"), KEY)),
    "ended": bearer(jwt.encode(claims(exp=int(NOON.timestamp())), KEY)),
    "from-the-future": bearer(jwt.encode(claims(iat=int(NOON.timestamp()) + 3600), KEY)),
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused(tokens: Tokens, name: str) -> None:
    """401, and never anonymous; the answer does not say what is wrong with a token."""
    with pytest.raises(Refused) as refusal:
        tokens.identify(BAD[name])
    assert (refusal.value.status, refusal.value.code) == (401, "UNAUTHENTICATED")
    assert refusal.value.headers["www-authenticate"] == "Bearer"


def test_what_is_remembered_is_bounded(tokens: Tokens) -> None:
    """However many people there are; who is forgotten is verified again."""
    texts = [tokens.issue(session=n, login=7, network="harbour")[0] for n in range(10)]
    for _ in range(2):
        assert [tokens.identify(bearer(text)).session for text in texts] == list(range(10))
        assert len(tokens._verified) == 3


def test_a_key_is_replaced_without_ending_anything(clock: Clock) -> None:
    """Tokens of the key before hold as long as they say; without it they hold no more."""
    hour = dt.timedelta(hours=1)
    new = b"n" * 32
    before, after = Tokens(KEY, hour, clock), Tokens(new, hour, clock, earlier=[KEY])
    old, expires = before.issue(session=8, login=7, network="harbour")
    fresh, _ = after.issue(session=9, login=7, network="harbour")
    assert after.identify(bearer(old)).session == 8
    assert after.identify(bearer(fresh)).session == 9
    assert after.identify(bearer(jwt.encode(claims(), KEY))).session == 8, "named no key yet"
    for tokens, text in ((before, fresh), (Tokens(new, hour, clock), old)):
        with pytest.raises(Refused):
            tokens.identify(bearer(text))
    clock.now = expires
    with pytest.raises(Refused):
        after.identify(bearer(old))


def test_a_token_is_held_to_the_key_that_it_names(clock: Clock) -> None:
    """A name that is none, or another key's, opens nothing."""
    new = b"n" * 32
    tokens = Tokens(new, dt.timedelta(hours=1), clock, earlier=[KEY])
    name = jwt.get_unverified_header(tokens.issue(session=8, login=7, network="harbour")[0])["kid"]
    assert tokens.identify(bearer(jwt.encode(claims(), new, headers={"kid": name}))).session == 8
    for key, said in ((KEY, name), (new, "unknown"), (new, ""), (new, "../new")):
        with pytest.raises(Refused):
            tokens.identify(bearer(jwt.encode(claims(), key, headers={"kid": said})))
