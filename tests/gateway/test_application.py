"""The whole gateway, from bytes to bytes: who asks, where, and under which policies."""

from __future__ import annotations

import datetime as dt
import threading
import time
from pathlib import Path

import pytest
from graphql import build_client_schema, get_introspection_query
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.bounds import Limits
from gateway.operations import answering
from gateway.settings import Settings
from store.databases import Database
from store.facts import Facts, read_facts
from store.facts_loader import FactsLoader
from tests.gateway.house import (
    ME,
    SIGN_OUT,
    Clock,
    ask,
    codes,
    edit,
    sign_in,
    wait_for_refusal,
)
from tests.store.rows import Rows


def test_a_visitor_is_answered(client: TestClient) -> None:
    """Without any credential, at the portal that they name."""
    assert ask(client, "{ portal { name } }").json()["data"]["portal"]["name"] == "Berlin Mitte"
    assert ask(client, "{ portal { name } }", portal="ghent").json()["data"]["portal"]["name"]
    assert codes(ask(client, "{ portal { name } }", portal="atlantis")) == ["PORTAL_UNKNOWN"]


def test_the_host_names_the_portal(client: TestClient) -> None:
    """As the location's file says; the header goes before it."""
    hosts = {"host": "mitte.harbour.test"}
    found = client.get("/graphql", params={"query": "{portal{id}}"}, headers=hosts)
    assert found.json()["data"]["portal"]["id"] == "Portal:berlin-mitte"
    hosts["x-portal"] = "ghent"
    found = client.get("/graphql", params={"query": "{portal{id}}"}, headers=hosts)
    assert found.json()["data"]["portal"]["id"] == "Portal:ghent"


def test_signing_in_and_out(client: TestClient) -> None:
    """A token works at the next request and, once signed out, not at the one after."""
    payload = sign_in(client, "una")
    assert payload["errors"] == []
    assert payload["customer"] == {"name": "Una"}
    token = payload["token"]
    assert ask(client, ME, token).json()["data"]["me"] == {"name": "Una"}
    assert ask(client, ME).json()["data"]["me"] is None

    assert ask(client, SIGN_OUT, token).json()["data"]["signOut"]["errors"] == []
    refused = ask(client, ME, token)
    assert (refused.status_code, codes(refused)) == (401, ["UNAUTHENTICATED"])
    assert ask(client, SIGN_OUT, token).status_code == 401
    assert ask(client, SIGN_OUT).json()["data"]["signOut"]["errors"] == [{"code": "LOGIN_REQUIRED"}]


@pytest.mark.parametrize("name", ["una", "nobody"])
def test_a_wrong_password_tells_nothing(client: TestClient, name: str) -> None:
    """The same answer, whether there is such a person or not."""
    payload = sign_in(client, name, "wrong")
    assert payload == {
        "token": None,
        "profiles": None,
        "customer": None,
        "errors": [{"code": "INVALID_CREDENTIALS", "field": None}],
    }


def test_who_has_several_profiles_chooses(client: TestClient, people: dict[str, int]) -> None:
    """And is that one only, with a token for each."""
    payload = sign_in(client, "tess")
    assert [error["code"] for error in payload["errors"]] == ["PROFILE_REQUIRED"]
    assert payload["token"] is None
    assert [profile["name"] for profile in payload["profiles"]] == ["Tess One", "Tess Two"]
    second = sign_in(client, "tess", profileId=payload["profiles"][1]["id"])
    assert ask(client, ME, second["token"]).json()["data"]["me"] == {"name": "Tess Two"}
    foreign = sign_in(client, "tess", profileId=f"Customer:{people['una']}")
    assert foreign["token"] is None


def test_staff_sign_in_without_a_profile(client: TestClient) -> None:
    """They have no record of their own, and see others' where they are on duty."""
    token = sign_in(client, "staff")["token"]
    query = "{ me { name } customers(first: 5) { nodes { name } } }"
    data = ask(client, query, token).json()["data"]
    assert data["me"] is None
    assert {"name": "Una"} in data["customers"]["nodes"]
    assert ask(client, query).json()["data"]["customers"] is None


def test_a_token_is_no_good_in_another_network(client: TestClient) -> None:
    """401 there, not an anonymous visit."""
    token = sign_in(client, "una")["token"]
    assert ask(client, ME, token, portal="ghent").status_code == 200
    assert ask(client, ME, token, portal="plenum").status_code == 401


def test_a_token_ends(client: TestClient, clock: Clock) -> None:
    """By the gateway's clock, in which everything else is decided, too."""
    token = sign_in(client, "una")["token"]
    clock.now += dt.timedelta(minutes=719)
    assert ask(client, ME, token).status_code == 200
    clock.now += dt.timedelta(minutes=1)
    assert ask(client, ME, token).status_code == 401


def test_a_bad_credential_is_never_anonymous(client: TestClient) -> None:
    """Even where anonymous visitors would see everything that was asked for."""
    for credential in ("", "Bearer", "Bearer x.y.z", "Basic dW5hOng=", "una"):
        response = client.post(
            "/graphql",
            json={"query": "{ portal { name } }"},
            headers={"authorization": credential, "x-portal": "berlin-mitte"},
        )
        assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])


@pytest.mark.parametrize(
    ("table", "status"), [("customer_archivings", 401), ("customer_suspensions", 200)]
)
async def test_what_is_lost_bites_at_once(
    client: TestClient,
    people: dict[str, int],
    database: Database,
    table: str,
    status: int,
) -> None:
    """Who is archived has no credential that works; who is suspended still signs in and reads."""
    token = sign_in(client, "una")["token"]
    assert ask(client, ME, token).status_code == 200
    rows = Rows()
    rows.add(table, customer_id=people["una"])
    await rows.write(database)
    assert ask(client, ME, token).status_code == status


@pytest.mark.parametrize(("fresh_seconds", "status"), [(0.0, 401), (60.0, 200)])
def test_facts_are_not_waited_with(
    client: TestClient,
    people: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    fresh_seconds: float,
    status: int,
) -> None:
    """Whoever is archived while their query waits for a connection or a plan is out, too."""
    token = sign_in(client, "una")["token"]

    async def archived_meanwhile(
        loader: FactsLoader, session: int, network: str, now: dt.datetime
    ) -> Facts | None:
        asked = loader._database
        async with asked.connection() as connection:
            found = await read_facts(connection, network, [session], now)
        rows = Rows()
        rows.add("customer_archivings", customer_id=people["una"])
        await rows.write(asked)
        return found.get(session)

    monkeypatch.setattr(FactsLoader, "of", archived_meanwhile)
    monkeypatch.setattr(answering, "FRESH_SECONDS", fresh_seconds)
    assert ask(client, ME, token).status_code == status


def test_queries_may_be_gotten_and_mutations_not(client: TestClient) -> None:
    """A GET never changes anything."""
    response = client.get("/graphql", params={"query": SIGN_OUT})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert codes(response) == ["METHOD_NOT_ALLOWED"]


WRONG = {
    "GRAPHQL_PARSE_FAILED": "{ portal { name }",
    "GRAPHQL_VALIDATION_FAILED": "{ portal { nam } }",
    "BAD_VARIABLES": "query ($x: Int!) { events(first: $x) { totalCount } }",
    "OPERATION_RESOLUTION_FAILURE": "query A { portal { id } } query B { portal { id } }",
    "TOO_DEEP": "{" + "portal {" * 60 + "name" + "}" * 61,
    "TOO_MANY_ROOT_FIELDS": "{" + " portal { name }" * 60 + "}",
}


def test_every_error_has_a_code(client: TestClient) -> None:
    """200 as plain JSON, 400 for clients that know the difference."""
    for code, query in WRONG.items():
        plain = client.post("/graphql", json={"query": query})
        assert (plain.status_code, set(codes(plain))) == (200, {code})
        honest = client.post(
            "/graphql",
            json={"query": query},
            headers={"accept": "application/graphql-response+json"},
        )
        assert (honest.status_code, set(codes(honest))) == (400, {code})
        assert "data" not in honest.json()


def test_the_introspection_of_tools_passes_the_limits(client: TestClient) -> None:
    """GraphiQL and code generators ask the deepest question there is."""
    answer = ask(client, get_introspection_query(descriptions=True)).json()
    assert "errors" not in answer
    assert "Customer" in build_client_schema(answer["data"]).type_map


TYPES = "{ __schema { types { name } } __type(name: \"Profile\") { name } }"


def test_masked_introspection_shows_each_viewer_their_part(
    client: TestClient, root: Path, people: dict[str, int]
) -> None:
    """A type that a member reads and a visitor does not is in one answer, and not in the other."""
    assert people
    token = sign_in(client, "una")["token"]
    edit(root, "policies/portal.yaml", "introspection: full", "introspection: masked")
    for _ in range(100):
        visitor = ask(client, TYPES).json()["data"]
        if visitor["__type"] is None:
            break
        time.sleep(0.05)
    member = ask(client, TYPES, token).json()["data"]
    assert (visitor["__type"], member["__type"]) == (None, {"name": "Profile"})
    seen, known = (
        {each["name"] for each in answer["__schema"]["types"]} for answer in (visitor, member)
    )
    assert seen < known
    assert known - seen >= {"Profile", "ProfileFilter", "Customer"}
    assert "access" not in ask(client, TYPES).json().get("extensions", {})


def test_health(client: TestClient) -> None:
    """Alive, and ready with a database."""
    assert client.get("/live").json() == {"live": True}
    ready = client.get("/ready")
    assert ready.status_code == 200
    assert ready.json()["database"] == "available"
    assert client.get("/graphql", params={"query": "{portal{name}}"}).headers["x-policy"] == (
        ready.json()["policies"]
    )


def test_other_addresses_say_so(client: TestClient) -> None:
    """As JSON with a code; nothing is redirected."""
    for path, status in (("/", 404), ("/graphql/", 404), ("/nothing", 404)):
        response = client.get(path, follow_redirects=False)
        assert (response.status_code, codes(response)) == (status, ["NOT_FOUND"])
    assert codes(client.post("/live")) == ["METHOD_NOT_ALLOWED"]


def test_a_gateway_starts_without_its_database(
    root: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says honestly that it has none: 503, never somebody's answer made of nothing."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    settings = Settings(root, "postgresql://nobody@127.0.0.1:1/none")
    with TestClient(create_app(settings, clock=clock)) as client:
        response = client.post("/graphql", json={"query": "{ events { totalCount } }"})
        assert (response.status_code, codes(response)) == (503, ["DATABASE_UNAVAILABLE"])
        assert int(response.headers["retry-after"]) > 0
        assert client.get("/live").status_code == 200
        assert client.get("/ready").status_code == 503


def test_limits_are_those_of_the_settings(root: Path, clock: Clock, tmp_path: Path) -> None:
    """The body's before all others."""
    limits = Limits(body_kilobytes=1, aliases=1)
    settings = Settings(root, f"sqlite:///{tmp_path}/none.db", limits=limits)
    with TestClient(create_app(settings, clock=clock)) as client:
        assert ask(client, "{ a: portal { b: name } }").status_code == 200
        assert codes(ask(client, "{ a: portal { b: name } }")) == ["TOO_MANY_ALIASES"]
        assert ask(client, "#" * 2000).status_code == 413


EVENTS = "{ events(first: 1) { totalCount } }"


def wait_for(client: TestClient, events: bool) -> None:
    """Wait until visitors see events, or do not."""
    for _ in range(200):
        if (ask(client, EVENTS).json()["data"]["events"] is not None) is events:
            return
        time.sleep(0.05)
    raise AssertionError("the edit never took effect")


def test_an_edit_changes_the_next_answer(
    client: TestClient, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a restart; a typo changes nothing."""
    wait_for(client, events=True)
    before = ask(client, EVENTS).headers["x-policy"]
    portal = root / "policies/portal.yaml"
    whole = portal.read_text()
    line = next(line for line in whole.splitlines() if line.strip().startswith("events:"))
    edit(root, "policies/portal.yaml", line, line.replace("public", "member", 1))
    wait_for(client, events=False)
    after = ask(client, EVENTS)
    assert after.headers["x-policy"] != before
    assert after.json()["extensions"]["access"][0]["code"] == "LOGIN_REQUIRED"

    edit(root, "policies/portal.yaml", "access: member", "access: membr")
    wait_for_refusal(caplog)
    assert ask(client, EVENTS).headers["x-policy"] == after.headers["x-policy"]
    portal.write_text(whole)
    wait_for(client, events=True)
    assert ask(client, EVENTS).headers["x-policy"] == before


def test_no_answer_mixes_two_sets(client: TestClient, root: Path) -> None:
    """Each answer is one that the policies named in its own header give."""
    portal = root / "policies/portal.yaml"
    public = portal.read_text()
    line = next(line for line in public.splitlines() if line.strip().startswith("events:"))
    member = public.replace(line, line.replace("public", "member", 1))
    seen: dict[str, set[bool]] = {}
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            response = ask(client, EVENTS)
            visible = response.json()["data"]["events"] is not None
            seen.setdefault(response.headers["x-policy"], set()).add(visible)

    asking = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in asking:
        thread.start()
    for text in (member, public, member):
        before = ask(client, EVENTS).headers["x-policy"]
        portal.write_text(text)
        deadline = time.monotonic() + 60
        while ask(client, EVENTS).headers["x-policy"] == before:
            assert time.monotonic() < deadline, "the edit was not taken"
            time.sleep(0.05)
    done.set()
    for thread in asking:
        thread.join()
    assert sorted(map(len, seen.values())) == [1, 1]
    assert set.union(*seen.values()) == {True, False}
