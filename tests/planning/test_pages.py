"""Lists: pages, cursors, orders, filters and counts."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from access.mask import Cell, ScopeShape
from planning.cursors import Position, Signer
from tests.planning.conftest import Asking
from tests.planning.small_graph import REFUSED, SHOWN, SmallPolicies, asker, everything, type_mask

EVENT_FIELDS = tuple(everything("Event").cells)
ALL = SmallPolicies(
    {"Event": type_mask(dict.fromkeys(EVENT_FIELDS, SHOWN), scope=ScopeShape.SEVERAL)}
)
PAGE = """query Q($first: Int, $after: String, $last: Int, $before: String, $order: EventOrder) {
    events(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
      edges { cursor node { title } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def _titles(answer: Any) -> list[str]:
    return [edge["node"]["title"] for edge in answer["data"]["events"]["edges"]]


def test_a_cursor_that_was_touched_points_nowhere() -> None:
    """Not shortened, nor with any one bit of what it says changed, nor somebody else's."""
    signer = Signer(b"secret" * 8, "harbour", "mitte", 1, 2)
    cursor = signer.write(("Event", "title", False), "émile", 7)
    assert signer.read(cursor) == Position("Event", "title", False, "émile", 7)
    said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for bit in range(8 * len(said)):
        changed = bytearray(said)
        changed[bit // 8] ^= 1 << bit % 8
        assert signer.read(base64.urlsafe_b64encode(changed).decode()) is None
    for end in range(len(cursor)):
        assert signer.read(cursor[:end]) is None
    for holder in (("harbour", "mitte", 2, 2), ("harbour", "docks", 1, 2), ("x", "mitte", 1, 2)):
        assert Signer(b"secret" * 8, *holder).read(cursor) is None
    assert signer.read(cursor + "A" * 5_000) is None


@pytest.mark.parametrize("order", [
    None, {"field": "TITLE"}, {"field": "TITLE", "direction": "DESCENDING"},
    {"field": "STARTS_AT", "direction": "DESCENDING"},
])
async def test_pages_show_each_row_once_in_both_directions(ask: Asking, order: Any) -> None:
    """Forward and backward, one row a page, the pages are the list."""
    whole = _titles(await ask(PAGE, asker(ALL), {"order": order}))
    assert len(whole) == 3
    for size, cursor, edge, more in (
        ("first", "after", "endCursor", "hasNextPage"),
        ("last", "before", "startCursor", "hasPreviousPage"),
    ):
        found: list[str] = []
        at: str | None = None
        for _ in range(5):
            answer = await ask(PAGE, asker(ALL), {size: 1, cursor: at, "order": order})
            found += _titles(answer)
            info = answer["data"]["events"]["pageInfo"]
            at = info[edge]
            if not info[more]:
                break
        assert found == (whole if size == "first" else whole[::-1])


async def test_a_cursor_is_bound_to_viewer_portal_and_order(ask: Asking) -> None:
    """Somebody else's cursor, another order's and a forged one are the same static error."""
    answer = await ask(PAGE, asker(ALL, customer=1), {"first": 1})
    cursor = answer["data"]["events"]["edges"][0]["cursor"]
    refused = [
        await ask(PAGE, asker(ALL, customer=2), {"after": cursor}),
        await ask(PAGE, asker(ALL, customer=1), {"after": cursor, "order": {"field": "TITLE"}}),
        await ask(PAGE, asker(ALL, customer=1), {"after": "A" + cursor[1:]}),
        await ask(PAGE, asker(ALL, customer=1), {"after": "ü"}),
    ]
    for each in refused:
        assert each["data"] == {"events": None}
        assert each["errors"] == [{
            "message": "The cursor is not one of this list.", "path": ["events"],
            "extensions": {"code": "BAD_CURSOR"},
        }]


@pytest.mark.parametrize(("arguments", "code"), [
    ({"first": 0}, "PAGE_SIZE"), ({"first": 101}, "PAGE_SIZE"), ({"last": -1}, "PAGE_SIZE"),
    ({"first": 1, "last": 1}, "BAD_INPUT"), ({"last": 1, "after": "x"}, "BAD_INPUT"),
])
async def test_wrong_page_arguments_are_refused(ask: Asking, arguments: Any, code: str) -> None:
    """Before any SQL, with a code."""
    answer = await ask(PAGE, asker(ALL), arguments)
    assert answer["data"] == {"events": None}
    assert [each["extensions"]["code"] for each in answer["errors"]] == [code]
    assert ask.texts == []


@pytest.mark.parametrize(("condition", "titles"), [
    ({"title": {"contains": "É"}}, ["Émile's evening"]),
    ({"title": {"startsWith": "BREAK"}}, ["Breakfast"]),
    ({"title": {"in": ["sailing", "nothing"]}}, ["Sailing"]),
    ({"title": {"eq": "breakfast"}, "capacity": {"gte": 20}}, ["Breakfast"]),
    ({"capacity": {"isNull": True}}, ["Sailing"]),
    ({"capacity": {"lt": 20}}, ["Émile's evening"]),
    ({"title": {"contains": "%"}}, []),
    ({"title": {"eq": None}}, ["Breakfast", "Émile's evening", "Sailing"]),
])
async def test_filters(ask: Asking, condition: Any, titles: list[str]) -> None:
    """Folded, without wildcards, joined with AND."""
    query = "query Q($filter: EventFilter) { events(filter: $filter) { edges { node { title } } } }"
    assert _titles(await ask(query, asker(ALL), {"filter": condition})) == titles


async def test_a_filter_sees_what_the_viewer_would_see(ask: Asking) -> None:
    """A value hidden on a row is NULL to the filter; one hidden everywhere cannot be asked for."""
    query = "query Q($filter: EventFilter) { events(filter: $filter) { totalCount nodes { id } } }"
    own = SmallPolicies({
        "Event": type_mask(dict.fromkeys(EVENT_FIELDS, SHOWN) | {"capacity": Cell(own=True)})
    })
    small = await ask(query, asker(own, customer=2), {"filter": {"capacity": {"lt": 100}}})
    assert [each["id"] for each in small["data"]["events"]["nodes"]] == ["Event:2"]
    hidden = await ask(query, asker(own, customer=2), {"filter": {"capacity": {"isNull": True}}})
    assert [each["id"] for each in hidden["data"]["events"]["nodes"]] == ["Event:1"]
    closed = SmallPolicies({
        "Event": type_mask(dict.fromkeys(EVENT_FIELDS, SHOWN) | {"capacity": REFUSED})
    })
    refused = await ask(query, asker(closed), {"filter": {"capacity": {"lt": 100}}})
    assert refused["data"] == {"events": None}
    assert refused["errors"][0]["extensions"] == {"code": "FIELD_NOT_READABLE"}


async def test_only_what_each_row_shows_sorts(ask: Asking) -> None:
    """A title that some rows hide cannot order them, and does not order them by default either."""
    policies = SmallPolicies({
        "Event": type_mask(
            dict.fromkeys(EVENT_FIELDS, SHOWN) | {"title": Cell(own=True), "startsAt": REFUSED}
        )
    })
    refused = await ask(PAGE, asker(policies, customer=1), {"order": {"field": "TITLE"}})
    assert refused["errors"][0]["extensions"] == {"code": "FIELD_NOT_READABLE"}
    await ask("{ events { nodes { id } } }", asker(policies, customer=1))
    assert "starts_at" not in ask.texts[-1]


async def test_counts_stop_at_the_bound(ask: Asking) -> None:
    """Beyond it the number is the bound, and says so."""
    query = "{ events(first: 1) { totalCount totalCountIsExact nodes { id } } }"
    here = (await ask(query, asker()))["data"]["events"]
    everywhere = (await ask(query, asker(ALL)))["data"]["events"]
    assert (here["totalCount"], here["totalCountIsExact"]) == (2, True)
    assert (everywhere["totalCount"], everywhere["totalCountIsExact"]) == (2, False)
    assert len(ask.texts) == 2


async def test_a_number_alone_reads_no_records(ask: Asking) -> None:
    """At the top and below a record; it is the same number."""
    alone = await ask("{ events { n: totalCount totalCountIsExact __typename } }", asker(ALL))
    assert alone["data"]["events"] == {
        "n": 2, "totalCountIsExact": False, "__typename": "EventConnection",
    }
    below = await ask("{ me { fullName events { totalCount } } }", asker(customer=2))
    assert below["data"]["me"]["events"] == {"totalCount": 1}
    assert len(ask.texts) == 2
    assert not any("ORDER BY" in text for text in ask.texts)


async def test_a_nested_page_has_its_own_rules(ask: Asking) -> None:
    """Attendees of each event, one page each, in the event's own row."""
    query = "{ me { events(first: 5) { totalCount nodes { title } pageInfo { hasNextPage } } } }"
    answer = await ask(query, asker(customer=2))
    assert answer["data"]["me"]["events"] == {
        "totalCount": 1, "nodes": [{"title": "Émile's evening"}],
        "pageInfo": {"hasNextPage": False},
    }
    assert len(ask.texts) == 1
