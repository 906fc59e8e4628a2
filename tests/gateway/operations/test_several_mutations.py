"""Several mutations in one operation, on both databases: each is asked by whoever it is by then."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from gateway.credentials.cookies import NAME
from tests.databases import read
from tests.gateway.house import (
    ME,
    PASSWORD,
    ask,
    sign_in,
)

SITE = "updateMyProfile(input: {website: $site}) { errors { code } }"
OUT = "signOut { errors { code } }"
IN = "signIn(input: $input) { errors { code } }"
MINE = "{ me { profile { website } } }"
COOKIE = {"x-portal": "berlin-mitte", "x-session": "cookie", "sec-fetch-site": "same-origin"}
UNA = {"email": "una@harbour.test", "password": PASSWORD}


def told(answer: Any) -> list[list[str]]:
    """The codes of each field's errors, in the order of the fields."""
    data = answer.json()["data"]
    return [[error["code"] for error in payload["errors"]] for payload in data.values()]


def test_who_signs_out_does_nothing_afterwards(client: TestClient) -> None:
    """What stood before the sign-out is done, what stands behind it is asked by nobody."""
    token = sign_in(client, "una")["token"]
    query = f"mutation ($site: String!) {{ a: {SITE} {OUT} b: {SITE} }}"
    answer = ask(client, query, token, site="https://one.test")
    assert told(answer) == [[], [], ["LOGIN_REQUIRED"]]
    assert ask(client, ME, token).status_code == 401
    again = sign_in(client, "una")["token"]
    assert ask(client, MINE, again).json()["data"]["me"] == {"profile": {"website": "https://one.test"}}


def test_what_fails_between_two_undoes_neither(client: TestClient) -> None:
    """Each is kept or refused by itself."""
    token = sign_in(client, "una")["token"]
    query = (
        "mutation ($site: String!, $bad: String!) {"
        f" a: {SITE} b: {SITE.replace('$site', '$bad')} c: {SITE} }}"
    )
    answer = ask(client, query, token, site="https://two.test", bad="two")
    assert told(answer) == [[], ["INVALID_VALUE"], []]
    assert ask(client, MINE, token).json()["data"]["me"] == {"profile": {"website": "https://two.test"}}


def test_who_signs_in_acts_with_the_token_and_not_before(client: TestClient) -> None:
    """A token begins to count in the request that carries it."""
    query = f"mutation ($input: SignInInput!, $site: String!) {{ {IN} {SITE} }}"
    answer = ask(client, query, input=UNA, site="https://no.test")
    assert told(answer) == [[], ["LOGIN_REQUIRED"]]


def test_a_cookie_s_new_session_is_the_one_that_the_rest_acts_in(
    client: TestClient, database_url: str
) -> None:
    """Signing in twice leaves one session, and signing out behind it none."""
    first, second = "mutation ($input: SignInInput!) {", f"a: {IN} b: {IN}"
    variables = {"input": UNA}
    posted = {"query": f"{first} {second} }}", "variables": variables}
    held = client.post("/graphql", json=posted, headers=COOKIE).headers["set-cookie"]
    cookie = {"cookie": f"{NAME}={held.removeprefix(f'{NAME}=').partition(';')[0]}"}
    client.cookies.clear()
    posted = {"query": f"{first} {second} {OUT} }}", "variables": variables}
    answer = client.post("/graphql", json=posted, headers=COOKIE | cookie)
    assert told(answer) == [[], [], []]
    left = "select id from sessions where revoked_at is null"
    assert list(read(database_url, lambda connection: connection.fetch(left, ()))) == []
    client.cookies.clear()
    gone = client.post("/graphql", json={"query": ME}, headers=COOKIE | cookie)
    assert gone.status_code == 401
