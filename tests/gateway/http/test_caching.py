"""What caches may keep: only what everybody is shown, and never longer than it is true."""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.settings import Cache, Cors, Settings
from planning.entities import Entity
from planning.windows import windowed
from resolvers.catalogue import CATALOGUE
from store.databases import Database
from tests.gateway.house import (
    Clock,
    ask,
    sign_in,
)
from tests.store.rows import NOW, Rows

SECOND = dt.timedelta(seconds=1)
EVENTS = "{ events { nodes { title summary } } }"
ABOUT = "{ about { text legalNotice } }"
PORTAL = "{ portal { name navigation { label } viewer { kind } } }"
MENU = "{ locations { name } portal { name } plans { nodes { name price { amount currency } } } }"
GUESTS = "{ events { nodes { title attendees { totalCount } } } }"
ROOMS = "{ resources { nodes { name viewerCanBook } } }"
ME = "{ me { name } }"
SCHEMA = '{ __type(name: "Event") { name } }'
SORTED = """{ faqs(orderBy: { field: QUESTION }) { nodes { question } }
  search(text: "a") { __typename } }"""
BROKEN = (
    "{",
    "{ events(first: 0) { totalCount } }",
    "mutation { signOut { errors { code } } }",
)
PUBLIC = (EVENTS, ABOUT, PORTAL, MENU, SCHEMA, SORTED)
PERSONAL = (GUESTS, ROOMS, ME)


@pytest.fixture(name="events")
async def _events(database: Database, people: dict[str, int]) -> int:
    """Events that appear and disappear within three minutes, for all and for members."""
    assert people
    rows = Rows()
    for number in range(12):
        begins = NOW + SECOND * (number * 17 - 60)
        rows.add(
            "events",
            title=f"Event {number}",
            starts_at=NOW,
            ends_at=NOW,
            category="Talk",
            published_at=begins,
            unpublished_at=None if number % 3 else begins + SECOND * 50,
            audience=("public", "member", "contact")[number % 3] if number % 2 else "public",
        )
    await rows.write(database)
    return 12


@pytest.fixture(name="client")
def _client(settings: Settings, events: int, clock: Clock) -> Iterator[TestClient]:
    """A client of the gateway, which runs."""
    assert events
    with TestClient(create_app(settings, clock=clock)) as client:
        yield client


def get(client: TestClient, query: str, token: str | None = None, **headers: str) -> Any:
    """Ask with GET at Berlin Mitte, if nothing else is said."""
    given = {"x-portal": "berlin-mitte", **headers}
    if token is not None:
        given["authorization"] = f"Bearer {token}"
    return client.get("/graphql", params={"query": query}, headers=given)


def age(response: Any) -> int:
    """For how many seconds a cache may keep an answer; 0 where none may."""
    found = re.fullmatch(
        r"public, max-age=(\d+), must-revalidate", response.headers["cache-control"]
    )
    if found is None:
        assert response.headers["cache-control"] == "private, no-store"
        assert "etag" not in response.headers
        return 0
    assert response.headers["etag"]
    return int(found[1])


def test_what_everybody_is_shown_may_be_kept(client: TestClient) -> None:
    """Asked with GET, and by nobody who is known."""
    token = sign_in(client, "una")["token"]
    for query in PUBLIC:
        assert 1 <= age(get(client, query)) <= 60, query
        assert age(get(client, query, token)) == 0
        assert age(get(client, query, cookie="a=b")) == 0
        assert age(ask(client, query)) == 0
    for query in PERSONAL:
        assert age(get(client, query)) == 0, query
        assert age(get(client, query, token)) == 0
    for broken in BROKEN:
        assert age(get(client, broken)) == 0
    assert age(get(client, PORTAL, **{"x-portal": "atlantis"})) == 0


def test_caches_are_told_what_an_answer_depends_on(client: TestClient) -> None:
    """Whoever may keep it or not: an answer for one must never be taken for another's."""
    for query in (*PUBLIC, *PERSONAL):
        named = {each.strip().lower() for each in get(client, query).headers["vary"].split(",")}
        assert named >= {"accept", "authorization", "cookie", "host", "x-portal"}


def test_an_answer_for_one_origin_is_none_for_another(
    settings: Settings, events: int, clock: Clock
) -> None:
    """What a browser may hand to a page depends on where the page comes from."""
    assert events
    shared = replace(settings, cors=Cors(("https://a.example.test", "https://b.example.test")))
    with TestClient(create_app(shared, clock=clock)) as client:
        for given in ({}, {"origin": "https://a.example.test"}, {"origin": "https://c.test"}):
            response = get(client, ABOUT, **given)
            assert age(response) == 60
            assert "origin" in response.headers["vary"].lower().split(", ")


def test_a_publication_ends_it(client: TestClient, clock: Clock) -> None:
    """The next record that appears or disappears, anywhere in the network, is the end."""
    assert [age(get(client, query)) for query in (EVENTS, ABOUT)] == [8, 60]
    clock.now = NOW + SECOND * 5
    assert [age(get(client, query)) for query in (EVENTS, ABOUT)] == [3, 60]
    clock.now = NOW + SECOND * 7.25
    assert age(get(client, EVENTS)) == 0
    clock.now = NOW + SECOND * 8
    assert age(get(client, EVENTS)) > 0
    clock.now = NOW + SECOND * 600
    assert age(get(client, EVENTS)) == 60


def test_a_dated_change_of_the_rules_ends_it(
    settings: Settings, root: Path, events: int, clock: Clock
) -> None:
    """By the clock of the portal visited: midnight in Berlin is eleven in the evening."""
    assert events
    path = root / "locations/berlin-mitte.yaml"
    change = "  - hide: Event.summary\n    because: A quiet week\n    from: 2026-11-23\n\n"
    path.write_text(path.read_text().replace("changes:\n", "changes:\n" + change))
    clock.now = dt.datetime(2026, 11, 22, 22, 59, 30, tzinfo=dt.UTC)
    with TestClient(create_app(settings, clock=clock)) as client:
        assert age(get(client, ABOUT)) == 30
        clock.now += SECOND * 29.5
        assert age(get(client, ABOUT)) == 0
        clock.now += SECOND
        assert age(get(client, ABOUT)) == 60


def test_whoever_has_it_is_told_so(client: TestClient, root: Path) -> None:
    """304 without a body, until something is different: the answer, its form, or the rules."""
    first = get(client, ABOUT)
    tag = first.headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = get(client, ABOUT, **{"if-none-match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == first.headers["vary"]
        assert "content-type" not in again.headers
        assert 0 < age(again) <= 60
    asked = {"if-none-match": tag}
    for different in (
        get(client, PORTAL, **asked),
        get(client, ABOUT, **asked, **{"x-portal": "ghent-docks"}),
        get(client, ABOUT, **asked, accept="application/graphql-response+json"),
        get(client, ABOUT, sign_in(client, "una")["token"], **asked),
        ask(client, ABOUT),
    ):
        assert different.status_code == 200
        assert different.headers.get("etag") != tag
    path = root / "policies/audiences.yaml"
    path.write_text(path.read_text() + "\n# an edit\n")
    path = root / "policies/portal.yaml"
    path.write_text(path.read_text().replace("articles:   {", "articles:   { feature: off,", 1))
    for _ in range(100):
        if get(client, ABOUT, **asked).status_code == 200:
            break
        time.sleep(0.05)
    assert get(client, ABOUT).headers["etag"] != tag


def test_nothing_is_kept_where_it_is_not_wanted(
    settings: Settings, events: int, clock: Clock
) -> None:
    """`max-age-seconds: 0`."""
    assert events
    with TestClient(create_app(replace(settings, cache=Cache(0)), clock=clock)) as client:
        assert [age(get(client, query)) for query in PUBLIC] == [0] * len(PUBLIC)


def test_types_that_look_at_the_clock_say_how() -> None:
    """A window is declared where there is one; what else asks the time is not kept."""
    switches = {"directory.includes": "published-all", "freeze.counts-as-member": True}
    entities = [each for each in CATALOGUE.entities.values() if isinstance(each, Entity)]
    found = {each.name: windowed({each.name}, CATALOGUE, switches) for each in entities}
    assert [each.name for each in found["Event"] or ()] == ["Event"]
    assert [each.name for each in found["EventTicket"] or ()] == ["Event"]
    assert found["Plan"] == []
    for name in ("Customer", "Contract", "Profile"):
        assert found[name] is None, name
    for entity in entities:
        assert all(name in entity.table.c for name in entity.window)


# ------------------------------------------------------------ a cache between


@dataclass
class SharedCache:
    """A cache as RFC 9111 has it, between all clients and the gateway, on the same clock."""

    client: TestClient
    clock: Clock
    kept: dict[Any, tuple[dt.datetime, int, Any]] = field(default_factory=dict)
    varied: dict[str, list[str]] = field(default_factory=dict)
    hits: int = 0
    confirmed: int = 0

    def get(self, query: str, headers: dict[str, str]) -> Any:
        """Answer from what is kept, as long as it may be; ask whether it still holds after that."""
        names = self.varied.get(query, [])
        key = (query, tuple(headers.get(name) for name in names))
        asked = dict(headers)
        if key in self.kept:
            since, seconds, response = self.kept[key]
            if self.clock.now - since < SECOND * seconds:
                self.hits += 1
                return response
            asked["if-none-match"] = response.headers["etag"]
        fresh = self.client.get("/graphql", params={"query": query}, headers=asked)
        response = self.kept[key][2] if fresh.status_code == 304 else fresh
        self.confirmed += fresh.status_code == 304
        if age(fresh):
            names = [each.strip().lower() for each in fresh.headers["vary"].split(",")]
            self.varied[query] = names
            key = (query, tuple(headers.get(name) for name in names))
            self.kept[key] = (self.clock.now, age(fresh), response)
        return response


def test_nobody_is_answered_what_is_somebody_elses(client: TestClient, clock: Clock) -> None:
    """Through a cache that all share, everybody reads at each moment what the gateway would say."""
    tokens = [None, sign_in(client, "una")["token"]]
    profile = sign_in(client, "tess")["profiles"][0]["id"]
    tokens.append(sign_in(client, "tess", profileId=profile)["token"])
    tokens.append(sign_in(client, "staff")["token"])
    dice = random.Random(7)
    cache = SharedCache(client, clock)
    for _ in range(500):
        clock.now += SECOND * dice.choice([0, 0, 0, 0.5, 1, 3, 11])
        headers = {
            "x-portal": dice.choice(["berlin-mitte", "ghent-docks", "lisbon-alfama"]),
            "accept": dice.choice(["application/json", "application/graphql-response+json"]),
        }
        token = dice.choice([None, *tokens])
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        query = dice.choice([*PUBLIC, *PERSONAL])
        seen = cache.get(query, headers)
        told = client.get("/graphql", params={"query": query}, headers=headers)
        assert (seen.status_code, seen.content) == (told.status_code, told.content)
        assert seen.headers["content-type"] == told.headers["content-type"]
        assert seen.headers["x-policy"] == told.headers["x-policy"]
    assert cache.hits > 20
    assert cache.confirmed > 5
