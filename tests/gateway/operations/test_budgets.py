"""Budgets: what one operation may cost, and what an asker may spend in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from access.viewer import Viewer
from gateway.application import create_app
from gateway.bounds import Budget
from gateway.bounds import Budgets as BudgetSettings
from gateway.operations.admission import Admission
from gateway.operations.budgets import MOST_REMEMBERED, Budgets
from gateway.refusals import Refused
from gateway.settings import Settings
from store.databases import Connection
from tests.gateway.house import HOUSE, ME, PASSWORD, SIGN_IN, ask, codes
from tests.gateway.world import World

GRAPHQL = "application/graphql-response+json"
PORTAL: Any = SimpleNamespace(root="harbour")
NOBODY = Viewer("harbour", None)
UNA = Viewer("harbour", 1, login=1)
DESK = Viewer("harbour", None, login=2, staff=frozenset({("front-desk", "berlin")}))
LARGE = "{ events(first: 100) { nodes { title startsAt } } }"
SMALL = "{ events(first: 1) { nodes { title } } }"


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def spend(budgets: Budgets, cost: int, viewer: Viewer = NOBODY, **admitted: Any) -> str | int:
    """Spend so much, and return how long to wait, or else what is left."""
    admission = Admission(PORTAL, None, **{"key": None, "client": "192.0.2.1", **admitted})
    budget = budgets.of_operation(admission)
    try:
        budget.spend(cost, viewer)
    except Refused as refused:
        return refused.headers["retry-after"] if refused.code == "BUDGET_SPENT" else "never"
    return -1 if budget.left is None else budget.left


def test_a_budget_fills_again_all_the_time() -> None:
    """A minute's worth in a minute, and never more; what is refused takes nothing."""
    clock = Seconds()
    budgets = Budgets(BudgetSettings(anonymous=Budget(60, 120)), clock)
    assert [spend(budgets, 60), spend(budgets, 50), spend(budgets, 50)] == [60, 10, "20"]
    clock.now = 10.0
    assert [spend(budgets, 31), spend(budgets, 30)] == ["1", 0]
    clock.now = 10_000.0
    assert spend(budgets, 1) == 119
    assert spend(budgets, 61) == "never"


def test_what_is_asked_once_more_is_paid_once() -> None:
    """Where a replica could not answer, the database is asked the same; more costs the rest."""
    budgets = Budgets(BudgetSettings(anonymous=Budget(60, 120)), Seconds())
    budget = budgets.of_operation(Admission(PORTAL, None, key=None, client="192.0.2.1"))
    for cost in (50, 50, 60):
        budget.begin_again()
        budget.spend(cost, NOBODY)
    assert (budget.spent, budget.left) == (60, 60)


def test_processes_share_a_minute() -> None:
    """Each gives its part, and at least what one operation may cost; no bound stays none."""
    shared = BudgetSettings(
        Budget(10, 100), Budget(60, 100), Budget(0, 100), Budget(10, 0)
    ).shared_by(3)
    kinds = (shared.anonymous, shared.signed_in, shared.staff, shared.api_key)
    assert [(each.operation, each.minute) for each in kinds] == [
        (10, 34), (60, 60), (0, 34), (10, 0)
    ]
    assert BudgetSettings().shared_by(1) == BudgetSettings()


def test_each_asker_has_a_budget_of_their_own() -> None:
    """An address, a person, staff, or all that comes through a key, whoever it is for."""
    bounds = (Budget(0, 10), Budget(0, 20), Budget(0, 30), Budget(0, 40))
    budgets = Budgets(BudgetSettings(*bounds), Seconds())
    assert [spend(budgets, 1), spend(budgets, 1)] == [9, 8]
    assert spend(budgets, 1, client="192.0.2.2") == 9
    assert spend(budgets, 1, client="2001:db8::1") == 9
    assert spend(budgets, 1, client="2001:db8::2") == 8
    assert spend(budgets, 1, client=None) == 9
    assert [spend(budgets, 1, UNA), spend(budgets, 1, UNA, client="192.0.2.9")] == [19, 18]
    assert spend(budgets, 1, replace(UNA, customer=2)) == 19
    assert spend(budgets, 1, DESK) == 29
    assert [spend(budgets, 1, each, key=7) for each in (NOBODY, UNA, DESK)] == [39, 38, 37]
    assert spend(budgets, 1, key=8) == 39


def test_no_bound_is_no_bound() -> None:
    """With 0; and one operation never has more than a minute's budget."""
    assert spend(Budgets(BudgetSettings(anonymous=Budget(0, 0)), Seconds()), 10**9) == -1
    assert spend(Budgets(BudgetSettings(anonymous=Budget(5, 0)), Seconds()), 6) == "never"
    assert spend(Budgets(BudgetSettings(anonymous=Budget(0, 5)), Seconds()), 6) == "never"


def test_what_is_remembered_is_bounded() -> None:
    """However many addresses ask; whoever asked last is still known."""
    budgets = Budgets(BudgetSettings(anonymous=Budget(0, 10)), Seconds())
    for number in range(MOST_REMEMBERED + 10):
        budgets.pay(number, Budget(0, 10), 1)
    assert len(budgets._left) == MOST_REMEMBERED
    assert budgets.pay(MOST_REMEMBERED, Budget(0, 10), 1) == 8


@pytest.fixture(name="bounded", scope="module")
def _bounded(world: World) -> Iterator[tuple[TestClient, Seconds]]:
    """A gateway whose budgets are small, and the clock that fills them."""
    small = BudgetSettings(
        anonymous=Budget(100, 150), signed_in=Budget(400, 900), staff=Budget(0, 0),
        api_key=Budget(300, 0),
    )
    clock = Seconds()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        patch.setattr("gateway.parts.monotonic", clock)
        settings = Settings(HOUSE, world.url, budgets=small)
        with TestClient(create_app(settings, clock=world.clock)) as client:
            yield client, clock


@pytest.fixture(name="client")
def _client(bounded: tuple[TestClient, Seconds]) -> TestClient:
    """Its client, when everybody has all of their budget again."""
    client, clock = bounded
    clock.now += 60
    return client


def test_too_much_at_once_is_refused_before_a_row_is_read(
    world: World, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of asker has a bound of its own; in both media types with the same words."""
    token, desk = world.tokens["una"], world.tokens["staff"]
    assert codes(ask(client, LARGE, token)) == []
    assert codes(ask(client, LARGE, desk)) == []
    monkeypatch.setattr("planning.engine.carry_out", None)
    headers = {"x-portal": "berlin-mitte", "accept": GRAPHQL}
    refused = client.post("/graphql", json={"query": LARGE}, headers=headers)
    assert (refused.status_code, codes(refused)) == (400, ["COST_EXCEEDED"])
    plain = ask(client, LARGE)
    assert (plain.status_code, plain.json()) == (200, refused.json())
    keyed = {"x-portal": "berlin-mitte", "x-api-key": world.key}
    server = client.post("/graphql", json={"query": LARGE}, headers=keyed)
    told = [answer.json()["errors"][0]["extensions"] for answer in (plain, server)]
    assert told == [{"code": "COST_EXCEEDED", "cost": 304, "most": most} for most in (100, 300)]


def test_what_is_spent_is_429_until_it_is_there_again(
    bounded: tuple[TestClient, Seconds], client: TestClient
) -> None:
    """With the seconds to wait, to the second; nobody else waits with them."""
    query = "{ events(first: 30) { nodes { title } } }"
    assert codes(ask(client, query)) == []
    assert codes(ask(client, query)) == []
    late = ask(client, query)
    assert (late.status_code, codes(late)) == (429, ["BUDGET_SPENT"])
    bounded[1].now += int(late.headers["retry-after"])
    assert codes(ask(client, query)) == []


def test_the_cost_is_told_on_request(world: World, client: TestClient) -> None:
    """In the answer's extensions; without the header, and in what caches keep, it is not there."""
    headers = {"x-portal": "berlin-mitte", "x-cost": "report"}
    told = client.post("/graphql", json={"query": SMALL}, headers=headers).json()["extensions"]
    assert told == {"cost": {"requested": 5, "most": 100, "left": 145}}
    assert "extensions" not in ask(client, SMALL).json()
    read = client.get("/graphql", params={"query": SMALL}, headers=headers)
    assert "cost" in read.json()["extensions"]
    assert read.headers["cache-control"] == "private, no-store"
    mine = headers | {"authorization": f"Bearer {world.tokens['una']}"}
    renamed = client.post("/graphql", json=rename("Una", "customer { name }"), headers=mine)
    assert renamed.json()["extensions"]["cost"]["requested"] > 1
    odd = client.post("/graphql", json={"query": ME}, headers=headers | {"x-cost": "yes"})
    assert (odd.status_code, codes(odd)) == (400, ["BAD_REQUEST"])


def rename(name: str, payload: str) -> dict[str, Any]:
    """The body of a request that gives Una's profile another name."""
    query = "mutation ($input: UpdateMyProfileInput!) { updateMyProfile(input: $input) { %s } }"
    return {"query": query % payload, "variables": {"input": {"displayName": name}}}


def test_a_mutation_that_costs_too_much_changes_nothing(world: World, client: TestClient) -> None:
    """It is paid before its work is done, and what the work shows besides before it counts."""
    mine = {"x-portal": "berlin-mitte", "authorization": f"Bearer {world.tokens['una']}"}
    lists = "customer { bookings(first: 100) { nodes { startsAt endsAt online status id } } }"
    profile = "{ me { profile { displayName } } }"
    before = ask(client, profile, world.tokens["una"]).json()
    refused = client.post("/graphql", json=rename("Nobody", lists), headers=mine)
    assert codes(refused) == ["COST_EXCEEDED"]
    assert ask(client, profile, world.tokens["una"]).json() == before
    sessions = world.write(_sessions)
    given = {"email": "una@harbour.test", "password": PASSWORD}
    refused = ask(client, SIGN_IN.replace("customer { name }", lists), input=given)
    assert codes(refused) == ["COST_EXCEEDED"]
    assert world.write(_sessions) == sessions


async def _sessions(connection: Connection) -> int:
    rows = await connection.fetch("SELECT count(*) FROM sessions", ())
    return int(rows[0][0])
