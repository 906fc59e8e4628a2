"""What is answered from memory costs as well: the schema, and the tree of places."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import execute_sync, get_introspection_query
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.bounds import Budgets
from gateway.settings import Settings
from tests.gateway.house import HOUSE, codes
from tests.gateway.world import World

MOST = Budgets().anonymous.operation
INTROSPECTION = get_introspection_query(
    specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True
)
WIDE = "types { name fields { name type { name fields { name description } } } }"


@pytest.fixture(name="client", scope="module")
def _client(world: World) -> Iterator[TestClient]:
    """A gateway with the budgets that are usual, whose minute never ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        patch.setattr("gateway.parts.monotonic", lambda: 0.0)
        with TestClient(create_app(Settings(HOUSE, world.url), clock=world.clock)) as client:
            yield client


def cost(client: TestClient, query: str) -> int | None:
    """Return what a stranger's query costs; None where it is too much."""
    headers = {"x-portal": "berlin-mitte", "x-cost": "report"}
    answer = client.post("/graphql", json={"query": query}, headers=headers)
    if codes(answer) == ["COST_EXCEEDED"]:
        return None
    assert "errors" not in answer.json()
    requested: int = answer.json()["extensions"]["cost"]["requested"]
    return requested


def test_the_schema_is_read_by_anybody_and_not_sixty_times_at_once(client: TestClient) -> None:
    """Every tool's own query is affordable, twice; what answers with megabytes is not."""
    usual = cost(client, INTROSPECTION)
    assert usual is not None
    assert MOST // 10 < usual < MOST // 2
    once, twice = (
        cost(client, f"{{ __schema {{ {fields} }} }}") for fields in (WIDE, f"{WIDE} b: {WIDE}")
    )
    assert once is not None
    assert twice is not None
    assert twice >= 2 * once - 2
    many = " ".join(f"a{number}: {WIDE}" for number in range(60))
    assert cost(client, f"{{ __schema {{ {many} }} }}") is None
    roots = " ".join(f"a{number}: __schema {{ {WIDE} }}" for number in range(20))
    assert cost(client, f"{{ {roots} }}") is None


@pytest.mark.parametrize(
    ("query", "aside"), [(INTROSPECTION, True), ('{ __type(name: "Money") { name } }', False)]
)
def test_what_reads_the_whole_schema_holds_nobody_up(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, query: str, aside: bool
) -> None:
    """It is answered in the thread for long work; a tooltip is answered at once."""
    threads = list[str]()

    def noting(*asked: Any, **more: Any) -> Any:
        threads.append(threading.current_thread().name)
        return execute_sync(*asked, **more)

    monkeypatch.setattr("planning.introspection.execute_sync", noting)
    assert cost(client, query) is not None
    assert [name.startswith("planning") for name in threads] == [aside]


def test_a_type_at_the_top_is_taken_to_be_large(client: TestClient) -> None:
    """By its name, or by the schema that leads to it."""
    fields = "fields { name args { name type { name } } }"
    for asked in ('__type(name: "Money") { %s }', "__schema { queryType { %s } }"):
        usual = cost(client, f"{{ {asked % fields} }}")
        assert usual is not None
        assert usual > 15


def test_the_tree_is_walked_down_and_not_up_and_down(client: TestClient) -> None:
    """All places with those below them; the whole network for each of them is too much."""
    down = "{ locations { name children { name children { name children { name } } } } }"
    assert cost(client, down) == 1 + 20 * (1 + 4 * (1 + 4 * (1 + 4)))
    assert cost(client, "{ locations { parent { name network { name } } } }") == 1 + 20
    turns = "{ locations { parent { children { parent { children { name } } } } } }"
    assert cost(client, turns) is None
    assert cost(client, "{ locations { network { children { name } } } }") is None
    row = "{ events(first: 1) { nodes { location { parent { children { name } } } } } }"
    assert cost(client, row) == 1 + 2 * (1 + 1 + 1_000)
