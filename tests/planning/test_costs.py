"""What operations cost: columns times rows, pages multiplied, before a row is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from access.mask import Code
from access.viewer import Viewer
from planning.costs import Cost, cost_of
from planning.rehearsals import Rehearsal
from tests.planning.conftest import Asking
from tests.planning.small_graph import REFUSED, SHOWN, SmallPolicies, asker, type_mask

NESTED = "{ events(first: %d) { nodes { title attendees(first: %d) { nodes { attended } } } } }"
IDS = '["Event:1", "Event:2", "Customer:1", "None:1"]'
COSTS: list[tuple[str, int]] = [
    # one for the field at the top, and a row more than the page has, each with its key
    ("{ events(first: 5) { nodes { title } } }", 1 + 6 * 2),
    ("{ events(first: 5) { nodes { title other: title } } }", 1 + 6 * 2),
    ("{ events(first: 5) { nodes { title host { fullName } } } }", 1 + 6 * (2 + 2)),
    ("{ events { nodes { id } } }", 1 + 21),
    ("{ events(first: 1) { totalCount nodes { id } } }", 1 + 2 + (1 + 1_000 // 10)),
    (NESTED % (5, 2), 1 + 6 * (3 + 3 * 2)),
    (NESTED % (50, 20), 1 + 51 * (3 + 21 * 2)),
    # a list without pages has 20 rows, and so have the rows that a computed field reads
    ("{ events(first: 1) { nodes { tickets { name } } } }", 1 + 2 * (2 + 20 * 2)),
    ("{ events(first: 1) { nodes { guests(since: 1) } } }", 1 + 2 * (2 + 20 * 2)),
    ("{ events(first: 100) { totalCount __typename } }", 1 + (1 + 1_000 // 10)),
    ("{ me { fullName events(first: 3) { totalCount } } }", 1 + 3 + 101),
    (f"{{ nodes(ids: {IDS}) {{ id }} }}", 1 + 2 + 1),
    ('{ search(text: "a", first: 4) { ... on Event { title } } }', 1 + 4 * 3 + 4 * 2),
    ("{ __typename }", 1),
    ("{ a: __typename b: __typename }", 2),
]


@dataclass
class Budget:
    """Notes what is spent."""

    spent: list[int] = field(default_factory=list)
    payers: list[Viewer] = field(default_factory=list)

    @property
    def told(self) -> Mapping[str, int]:
        """All of it."""
        return {"requested": sum(self.spent)}

    def spend(self, cost: int, viewer: Viewer) -> None:
        """Pay."""
        self.spent.append(cost)
        self.payers.append(viewer)


@pytest.fixture(name="ask")
def _ask(rows: Any) -> Asking:
    """The small graph, in which counting goes as far as usual."""
    return Asking(rows, replace(Asking(rows).engine.graph.limits, count_bound=1_000))


async def test_an_operation_costs_what_it_may_touch(ask: Asking) -> None:
    """On both databases alike; the answer says it where it is asked to."""
    for query, cost in COSTS:
        budget = Budget()
        answer = await ask(query, asker(customer=1)._replace(budget=budget))
        assert budget.spent == [cost], query
        assert answer["extensions"]["cost"] == {"requested": cost}


async def test_the_cost_is_the_plan_s_and_pages_are_the_request_s(ask: Asking) -> None:
    """One plan serves all sizes of a page; and the cost is the same whatever rows there are."""
    query = """query Q($size: Int, $title: String) {
        events(first: $size, filter: {title: {eq: $title}}) { nodes { title } } }"""
    who, spent = asker(), []
    for size, title in ((1, "Breakfast"), (10, "Breakfast"), (100, "Nothing of that name")):
        budget = Budget()
        await ask(query, who._replace(budget=budget), {"size": size, "title": title})
        spent += budget.spent
    assert spent == [1 + 2 * 2, 1 + 11 * 2, 1 + 101 * 2]
    assert len(ask.engine.planner.plans) == 1


async def test_what_is_hidden_costs_nothing(ask: Asking) -> None:
    """It is not selected."""
    cells = {"title": SHOWN, "venue": REFUSED, "attendees": REFUSED, "startsAt": SHOWN}
    shut = type_mask({}, code=Code.MEMBERS_ONLY)
    for types, cost in (({"Event": type_mask(cells)}, 1 + 6 * 2), ({"Event": shut}, 1)):
        budget = Budget()
        query = "{ events(first: 5) { nodes { title venue attendees { nodes { id } } } } }"
        await ask(query, asker(SmallPolicies(types))._replace(budget=budget))
        assert budget.spent == [cost]


def test_a_rehearsal_is_paid_by_whoever_rehearses() -> None:
    """Nobody spends what is somebody else's by looking at the portal as they would."""
    budget, who, previewer = Budget(), asker(customer=1), Viewer("harbour", None, login=7)
    who._replace(budget=budget).spend(3)
    who._replace(budget=budget, rehearsal=Rehearsal(previewer, who.now, {})).spend(4)
    assert budget.payers == [who.viewer, previewer]
    who.spend(5)
    assert budget.spent == [3, 4]


def test_what_no_request_changes_is_added_up_beforehand() -> None:
    """So that a plan without pages costs nothing to know the cost of."""
    inner = cost_of(20, 2, [cost_of(3, 1)])
    assert inner == Cost(20, 5)
    assert cost_of(1, 4, [inner, cost_of("p0_limit", 2)]) == Cost(1, 104, (Cost("p0_limit", 2),))
    assert cost_of("p0_limit", 2, [inner]).amount({"p0_limit": 10}) == 10 * 102
    assert cost_of("keys", 2).amount({"keys": ["a", "b", "c"]}) == 6
