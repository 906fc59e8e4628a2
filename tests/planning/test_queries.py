"""Operations become one statement a root field, and the answer that graphql-core would give."""

from __future__ import annotations

from typing import Any

import orjson

from access.mask import Cell, Code, ScopeShape
from access.viewer import LiveContract, Viewer
from store.content import events
from store.customers import customers
from tests.planning.conftest import Asking, customer_row, event_row
from tests.planning.small_graph import (
    REFUSED,
    SHOWN,
    SmallPolicies,
    asker,
    asking_of,
    everything,
    type_mask,
)

EVENT_FIELDS = tuple(everything("Event").cells)


def _events(**cells: Cell) -> SmallPolicies:
    shown = dict.fromkeys(EVENT_FIELDS, SHOWN) | cells
    return SmallPolicies({"Event": type_mask(shown)})


async def test_everything_below_a_root_field_is_one_statement(ask: Asking) -> None:
    """Joins, nested lists, nested connections, places and computed fields take no further one."""
    answer = await ask(
        """{ events { nodes { __typename id title capacity length location { id name }
             host { fullName type } tickets { name price { amountMinor currency } }
             attendees(first: 1) { totalCount nodes { attended customer { fullName } } } } } }""",
        asker(),
    )
    assert answer["data"]["events"]["nodes"] == [
        {
            "__typename": "Event", "id": "Event:1", "title": "Breakfast", "capacity": 20,
            "length": 120, "location": {"id": "Location:mitte", "name": "Mitte"},
            "host": {"fullName": "Anna", "type": "INDIVIDUAL"},
            "tickets": [
                {"name": "Standing", "price": {"amountMinor": None, "currency": "EUR"}},
                {"name": "Seat", "price": {"amountMinor": 1250, "currency": "EUR"}},
            ],
            "attendees": {
                "totalCount": 2,
                "nodes": [{"attended": "2026-10-01T08:00:00Z", "customer": {"fullName": "Anna"}}],
            },
        },
        {
            "__typename": "Event", "id": "Event:2", "title": "Émile's evening", "capacity": 5,
            "length": 120, "location": {"id": "Location:mitte", "name": "Mitte"},
            "host": {"fullName": "Ben", "type": "INDIVIDUAL"}, "tickets": [],
            "attendees": {"totalCount": 0, "nodes": []},
        },
    ]
    assert [error["path"] for error in answer["errors"]] == [
        ["events", "nodes", 0, "tickets", 0, "price", "amountMinor"]
    ]
    assert answer["errors"][0]["extensions"] == {"code": "UNREADABLE_VALUE"}
    assert len(ask.texts) == 1


async def test_a_field_that_no_row_shows_is_never_selected(ask: Asking) -> None:
    """It is null, is named once without list indexes, and its column stays out of the SQL."""
    answer = await ask("{ events { nodes { title venue } } }", asker(_events(venue=REFUSED)))
    assert [each["venue"] for each in answer["data"]["events"]["nodes"]] == [None, None]
    assert answer["extensions"]["access"] == [
        {"path": ["events", "nodes", "venue"], "section": "events", "code": "MEMBERS_ONLY"}
    ]
    assert "venue" not in ask.texts[0]


async def test_a_cell_that_some_rows_show_is_null_on_the_others(ask: Asking) -> None:
    """Granted as own alone: the viewer's event shows it, the other looks empty, without a word."""
    policies = _events(capacity=Cell(own=True))
    answer = await ask("{ events { nodes { title capacity } } }", asker(policies, customer=2))
    assert answer["data"]["events"]["nodes"] == [
        {"title": "Breakfast", "capacity": None},
        {"title": "Émile's evening", "capacity": 5},
    ]
    assert "extensions" not in answer


async def test_what_a_hidden_cell_leads_to_is_not_there(ask: Asking) -> None:
    """Another record, a list and pages alike, which are the viewer's on their own event alone."""
    own = Cell(own=True)
    policies = _events(host=own, tickets=own, attendees=own)
    query = """{ events { nodes { host { fullName } tickets { name }
        attendees { totalCount nodes { customer { fullName } } } } } }"""
    answer = await ask(query, asker(policies, customer=1))
    breakfast, evening = answer["data"]["events"]["nodes"]
    assert breakfast["host"] == {"fullName": "Anna"}
    assert len(breakfast["tickets"]) == breakfast["attendees"]["totalCount"] == 2
    assert evening == {
        "host": None, "tickets": [], "attendees": {"totalCount": 0, "nodes": []}
    }
    of_ben = (await ask(query, asker(policies, customer=2)))["data"]["events"]["nodes"]
    assert [each["host"] for each in of_ben] == [None, {"fullName": "Ben"}]
    assert [each["tickets"] for each in of_ben] == [[], []]
    assert [each["attendees"]["nodes"] for each in of_ben] == [[], []]


async def test_a_filter_compares_with_what_the_viewer_would_see(ask: Asking) -> None:
    """A capacity that is hidden on a row is no number there: it equals none, and is null."""
    mine = asker(_events(capacity=Cell(own=True)), customer=1)
    query = "query Q($f: IntFilter!) { events(filter: { capacity: $f }) { nodes { title } } }"
    found = [
        (await ask(query, mine, {"f": wanted}))["data"]["events"]["nodes"]
        for wanted in ({"gte": 0}, {"lt": 20}, {"isNull": True}, {"isNull": False})
    ]
    breakfast, evening = [{"title": "Breakfast"}], [{"title": "Émile's evening"}]
    assert found == [breakfast, [], evening, breakfast]


async def test_rows_of_another_network_are_nobodys_here(ask: Asking) -> None:
    """Whatever leads to them, and whatever keys and places they share with our own."""
    theirs: dict[str, Any] = {"network_id": "plenum"}
    async with ask.database.transaction() as connection:
        await connection.insert(customers, [customer_row(1, "Zoe") | theirs])
        await connection.insert(events, [event_row(4, "Breakfast of theirs", "mitte") | theirs])
    cells = dict.fromkeys(EVENT_FIELDS, SHOWN)
    policies = SmallPolicies({"Event": type_mask(cells, scope=ScopeShape.NETWORK)})
    answer = await ask(
        """{ events(filter: { title: { contains: "breakfast" } }) {
               totalCount nodes { title host { fullName } } }
             node(id: "Event:4") { id } nodes(ids: ["Event:4"]) { id }
             search(text: "theirs") { ... on Event { id } } me { fullName } }""",
        asker(policies, customer=1),
    )
    assert answer["data"] == {
        "events": {
            "totalCount": 1, "nodes": [{"title": "Breakfast", "host": {"fullName": "Anna"}}]
        },
        "node": None, "nodes": [None], "search": [], "me": {"fullName": "Anna"},
    }


async def test_a_hidden_computed_cell_is_null(ask: Asking) -> None:
    """What Python works out is worked out for the rows that show it alone."""
    policies = _events(length=Cell(own=True))
    answer = await ask("{ events { nodes { length } } }", asker(policies, customer=1))
    assert answer["data"]["events"]["nodes"] == [{"length": 120}, {"length": None}]


async def test_what_a_hidden_computation_would_read_is_not_fetched(ask: Asking) -> None:
    """The guests of somebody else's event do not leave the database."""
    policies = _events(guests=Cell(own=True))
    for customer, guests in ((1, ["2 at 08:00 (0)", "1 at 08:00 (0)"]), (2, None)):
        query = "{ events { nodes { guests(since: 0) } } }"
        answer = await ask(query, asker(policies, customer=customer))
        assert answer["data"]["events"]["nodes"][0] == {"guests": guests}
        read = [cell for cell in ask.found[-1][0] if isinstance(cell, list | str)]
        assert [bool(orjson.loads(cell) if isinstance(cell, str) else cell) for cell in read] == [
            guests is not None
        ]


async def test_a_computed_field_reads_rows_and_arguments(ask: Asking) -> None:
    """Rows beside the record come in the same statement; each alias has arguments of its own."""
    answer = await ask(
        """query Q($n: Int!) { events(first: 1) { nodes {
             all: guests(since: 0) some: guests(since: $n) } } }""",
        asker(), {"n": 1},
    )
    assert answer["data"]["events"]["nodes"] == [
        {"all": ["2 at 08:00 (0)", "1 at 08:00 (0)"], "some": ["2 at 08:00 (1)"]}
    ]
    assert len(ask.texts) == 1
    own = await ask(
        "{ events { nodes { guests(since: 0) } } }",
        asker(_events(guests=Cell(own=True)), customer=2),
    )
    assert own["data"]["events"]["nodes"] == [{"guests": None}, {"guests": []}]


async def test_a_relation_is_no_way_around_the_target(ask: Asking) -> None:
    """A host whose record is not visible is null, and told from a host whose fields are null."""
    own = SmallPolicies({"Customer": type_mask({"fullName": REFUSED, "email": Cell(own=True)})})
    answer = await ask("{ events { nodes { host { email fullName } } } }", asker(own, customer=2))
    assert [each["host"] for each in answer["data"]["events"]["nodes"]] == [
        None, {"email": "ben@example.test", "fullName": None},
    ]


async def test_a_closed_type_closes_what_leads_to_it(ask: Asking) -> None:
    """Connections are null, not empty: an empty one means that there are no visible rows."""
    closed = type_mask({"attended": REFUSED, "customer": REFUSED}, code=Code.MEMBERS_ONLY)
    answer = await ask(
        "{ events { nodes { attendees { nodes { attended } } } } }",
        asker(SmallPolicies({"EventAttendee": closed})),
    )
    assert answer["data"]["events"]["nodes"] == [{"attendees": None}, {"attendees": None}]
    assert answer["extensions"]["access"] == [
        {"path": ["events", "nodes", "attendees"], "section": "events", "code": "MEMBERS_ONLY"}
    ]


async def test_record_audience_and_plans_decide_in_the_database(ask: Asking) -> None:
    """Émile's evening is for members with a hot desk; it is not even counted for the others."""
    def policies(levels: set[str], *, plans: bool) -> SmallPolicies:
        cells = dict.fromkeys(EVENT_FIELDS, SHOWN)
        return SmallPolicies(
            {"Event": type_mask(cells, levels=frozenset(levels), plans=plans)}
        )

    query = "{ events { totalCount nodes { title } } }"
    desk = Viewer("harbour", 9, contracts=(LiveContract(1, "mitte", "hot-desk", 7, frozen=False),))
    holder = asking_of(policies({"public", "member"}, plans=True), desk)
    counts = [
        (await ask(query, holder))["data"]["events"]["totalCount"],
        (await ask(query, asker(policies({"public", "member"}, plans=False))))["data"]["events"][
            "totalCount"],
        (await ask(query, asker(policies({"public"}, plans=True))))["data"]["events"]["totalCount"],
    ]
    assert counts == [2, 1, 1]


async def test_staff_see_what_is_granted_where_they_hold_it(ask: Asking) -> None:
    """A permission at the docks shows the docks' venue, and no title."""
    cells = dict.fromkeys(EVENT_FIELDS, SHOWN) | {"venue": Cell(permissions=frozenset({"venues"}))}
    policies = SmallPolicies({"Event": type_mask(cells)}, staff={"venues": ["docks"]})
    answer = await ask("{ events { nodes { title venue } } }", asker(policies))
    assert answer["data"]["events"]["nodes"] == [
        {"title": "Breakfast", "venue": None},
        {"title": "Émile's evening", "venue": None},
        {"title": None, "venue": "Quay"},
    ]


async def test_places_that_hide_a_field_hide_it_on_their_records(ask: Asking) -> None:
    """Hidden everywhere at the docks: their event shows no venue at any portal."""
    cells = dict.fromkeys(EVENT_FIELDS, SHOWN) | {"venue": Cell(portal=True, hidden=1)}
    policies = SmallPolicies(
        {"Event": type_mask(cells, scope=ScopeShape.SEVERAL)},
        hidden={"Event": (frozenset(), frozenset({"docks"}))},
    )
    answer = await ask("{ events { nodes { title venue } } }", asker(policies))
    assert answer["data"]["events"]["nodes"] == [
        {"title": "Breakfast", "venue": "Kitchen"},
        {"title": "Émile's evening", "venue": None},
        {"title": "Sailing", "venue": None},
    ]


async def test_nodes_come_in_the_order_asked(ask: Asking) -> None:
    """Hidden, absent, of an unknown type and malformed alike are null."""
    answer = await ask(
        """{ nodes(ids: ["Customer:2", "Event:3", "Event:1", "Event:99", "Boat:1", "?",
                         "Location:mitte", "Location:nowhere"])
             { id ... on Event { title } ... on Customer { fullName }
               ... on Location { name } } }""",
        asker(),
    )
    assert answer["data"]["nodes"] == [
        {"id": "Customer:2", "fullName": "Ben"}, None, {"id": "Event:1", "title": "Breakfast"},
        None, None, None, {"id": "Location:mitte", "name": "Mitte"}, None,
    ]
    assert len(ask.texts) == 1


async def test_a_node_is_asked_for_by_a_variable_of_any_type(ask: Asking) -> None:
    """The same document fetches whatever type the id names."""
    query = "query Q($id: ID!) { node(id: $id) { __typename id } }"
    found = [
        (await ask(query, asker(), {"id": each}))["data"]["node"]
        for each in ("Event:1", "Customer:1", "Location:docks", "Event:3", "nonsense", "Event:-1")
    ]
    assert found == [
        {"__typename": "Event", "id": "Event:1"}, {"__typename": "Customer", "id": "Customer:1"},
        None, None, None, None,
    ]


async def test_search_matches_what_the_viewer_may_read(ask: Asking) -> None:
    """Text matches folded and without wildcards; a hidden cell matches nothing."""
    query = """query S($t: String!) { search(text: $t) {
        ... on Event { title } ... on Customer { fullName } } }"""
    assert (await ask(query, asker(), {"t": "ÉMILE"}))["data"]["search"] == [
        {"title": "Émile's evening"}
    ]
    assert (await ask(query, asker(), {"t": "b"}))["data"]["search"] == [
        {"fullName": "Ben"}, {"title": "Breakfast"}
    ]
    assert (await ask(query, asker(), {"t": "%"}))["data"]["search"] == []
    hidden = _events(title=REFUSED)
    assert (await ask(query, asker(hidden), {"t": "b"}))["data"]["search"] == [{"fullName": "Ben"}]
    own = _events(title=Cell(own=True))
    found = [
        (await ask(query, asker(own, customer=1), {"t": text}))["data"]["search"]
        for text in ("breakfast", "émile")
    ]
    assert found == [[{"title": "Breakfast"}], []]


async def test_flags_and_fragments_decide_the_shape(ask: Asking) -> None:
    """@skip, @include, aliases and merged fragments; what is left out is not fetched."""
    query = """query Q($venue: Boolean!) {
        list: events(first: 1) { ...Part nodes { venue @include(if: $venue) name: title } } }
        fragment Part on EventConnection { nodes { ... on Event { id @skip(if: $venue) } } }"""
    somebody = asker()  # of one mask: by the flags alone their plans are told apart
    answers = [await ask(query, somebody, {"venue": each}) for each in (True, False)]
    assert [each["data"]["list"]["nodes"] for each in answers] == [
        [{"venue": "Kitchen", "name": "Breakfast"}], [{"id": "Event:1", "name": "Breakfast"}]
    ]
    assert ["venue" in text for text in ask.texts] == [True, False]


async def test_introspection_and_data_in_one_operation(ask: Asking) -> None:
    """The schema describes itself beside data, with no statement of its own."""
    answer = await ask('{ __typename __type(name: "Event") { name } me { id } }', asker(customer=1))
    assert answer["data"] == {
        "__typename": "Query", "__type": {"name": "Event"}, "me": {"id": "Customer:1"}
    }
    assert len(ask.texts) == 1
