"""API keys at the door: what makes one good, and that it opens nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.testclient import TestClient

from gateway.credentials.api_keys import make_key
from store.key_register import RegisteredKey, end_key, keep_key
from tests.gateway.house import ME, SIGN_IN, ask, codes
from tests.gateway.world import World
from tests.store.rows import NOW

HIDDEN = "{ customers { totalCount } resources { nodes { name } } portal { name } }"


def through(client: TestClient, key: str, query: str = HIDDEN, **headers: str) -> Any:
    """Ask through *key*, at Berlin Mitte if nothing else is said."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"x-portal": "berlin-mitte", "x-api-key": key, **headers}
    return client.post("/graphql", json={"query": query}, headers=given)


def test_a_key_opens_nothing(world: World, client: TestClient) -> None:
    """An answer through a key is, to the byte, the one that the same visitor gets without."""
    assert through(client, world.key).status_code == 200
    assert through(client, world.key).content == ask(client, HIDDEN).content
    for token in world.tokens.values():
        mine = through(client, world.key, authorization=f"Bearer {token}")
        assert mine.content == ask(client, HIDDEN, token).content
    assert through(client, world.key, ME).json()["data"]["me"] is None


def test_a_key_is_good_where_and_while_it_is_said_to_be(world: World, client: TestClient) -> None:
    """Below its location, until it ends or is revoked; else 401, always in the same words."""
    key = world.key
    assert through(client, key, x_portal="berlin").status_code == 200
    texts = ("", "x", key[:-1], key + "x", key.upper(), world.row.prefix, make_key().text)
    wrong = [through(client, text) for text in texts]
    wrong += [through(client, key, x_portal=name) for name in ("harbour", "ghent", "plenum")]
    world.clock.now = NOW + dt.timedelta(hours=1)
    wrong.append(through(client, key))
    assert {(each.status_code, each.content) for each in wrong} == {(401, wrong[0].content)}
    assert codes(wrong[0]) == ["UNAUTHENTICATED"]


def test_a_revoked_key_is_good_for_nothing_at_once(world: World, client: TestClient) -> None:
    """At the next request, though it was good at the one before."""
    made = make_key()
    row = RegisteredKey("harbour", made.prefix, "kiosk", "harbour", NOW, None, "ada", None)
    world.write(lambda connection: keep_key(connection, row, made.digest))
    assert through(client, made.text).status_code == 200
    assert world.write(lambda connection: end_key(connection, row, NOW, "ada"))
    assert through(client, made.text).status_code == 401


def test_each_credential_that_is_shown_has_to_be_good(world: World, client: TestClient) -> None:
    """A good token does not mend a bad key, and a good key gets nobody an anonymous answer."""
    token = world.tokens["una"]
    bad_key = through(client, make_key().text, ME, authorization=f"Bearer {token}")
    bad_token = through(client, world.key, ME, authorization="Bearer none")
    assert (bad_key.status_code, bad_token.status_code) == (401, 401)


def test_the_visitor_s_address_is_believed_with_a_key(world: World, client: TestClient) -> None:
    """Attempts to sign in count for the visitor, and do not keep the server's others out."""

    def attempt(address: str) -> int:
        headers = {"x-portal": "berlin-mitte", "x-api-key": world.key, "x-visitor-address": address}
        given = {"email": "una@harbour.test", "password": "wrong"}
        body = {"query": SIGN_IN, "variables": {"input": given}}
        return client.post("/graphql", json=body, headers=headers).status_code

    assert [attempt("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert attempt("192.0.2.2") == 200


def test_an_address_without_a_key_is_refused(world: World, client: TestClient) -> None:
    """Nobody chooses for whom their own attempts count; and one that is none is refused anyway."""
    for address in ("", "x", "192.0.2", "192.0.2.1, 192.0.2.2", "[::1]"):
        wrong = through(client, world.key, x_visitor_address=address)
        assert (wrong.status_code, codes(wrong)) == (400, ["BAD_REQUEST"])
    headers = {"x-portal": "berlin-mitte", "x-visitor-address": "192.0.2.1"}
    alone = client.post("/graphql", json={"query": ME}, headers=headers)
    assert (alone.status_code, codes(alone)) == (400, ["BAD_REQUEST"])


def test_a_key_stands_nowhere_whole() -> None:
    """Neither in what is kept of it nor in what a log could print."""
    made = make_key()
    assert made.text.startswith(f"{made.prefix}_")
    assert made.text not in repr(made)
    assert made.text.removeprefix(made.prefix) not in made.digest
