"""Page by page, forward and backward, every visible record comes once, and no hidden one."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from planning.fields import Pages
from resolvers.catalogue import CATALOGUE
from store.databases import Database
from tests.oracle.cases import FIELDS, Bench, Case, compile_rules
from tests.oracle.operations import Operation
from tests.oracle.policies import make_policy
from tests.oracle.worlds import make_world

SIZES = (1, 2, 5, 16, 53)
LISTS = [name for name, bound in CATALOGUE.query.items() if isinstance(bound, Pages)]


@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
async def test_pages_join_into_the_whole_list(database: Database, backward: bool) -> None:
    """Whatever the size of its pages, a list is what the oracle makes of it in one piece."""
    bench = Bench(database)
    world = make_world("pages", "pages")
    await bench.settle(world)
    seen = 0
    for turn, name in enumerate(LISTS):
        rules = compile_rules(make_policy(world, CATALOGUE, FIELDS, f"pages/{turn % 4}"))
        assert not isinstance(rules, list)
        guest = world.guests[(turn + backward) % len(world.guests)]
        case = Case(world, rules, guest, world.network, _operation(name, 100, backward=False))
        found = bench.expected(case).data[name]
        whole = [node["id"] for node in found["nodes"]] if found else []
        seen += len(whole)
        for size in SIZES:
            assert await _paged(bench, case, name, size, backward=backward) == whole, (name, size)
    assert seen > len(LISTS)


async def _paged(bench: Bench, case: Case, name: str, size: int, *, backward: bool) -> list[str]:
    """Follow the cursors of a list to its end; return all ids in the list's order."""
    found: list[str] = []
    cursors: dict[str, tuple[str, str]] = {}
    end, more = ("startCursor", "hasPreviousPage") if backward else ("endCursor", "hasNextPage")
    while True:
        operation = _operation(name, size, backward=backward)
        answer = await bench.planned(Case(
            case.world, case.rules, case.guest, case.portal, operation, cursors
        ))
        page: Any = orjson.loads(answer.body)["data"][name]
        if page is None:
            return found
        ids = [node["id"] for node in page["nodes"]]
        assert len(ids) <= size
        found = [*ids, *found] if backward else [*found, *ids]
        if not page["pageInfo"][more]:
            return found
        cursors = {"cursor": (page["pageInfo"][end], "")}


def _operation(name: str, size: int, *, backward: bool) -> Operation:
    arguments = f"last: {size}, before: $cursor" if backward else f"first: {size}, after: $cursor"
    info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    text = f"query Asked($cursor: String) {{ {name}({arguments}) {{ nodes {{ id }} {info} }} }}"
    return Operation(text, {}, {}, frozenset())
