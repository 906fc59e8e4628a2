"""A graph of four types over real tables, and masks written by hand: the planner alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy as sa
from graphql import build_schema

from access.mask import Cell, Code, Mask, MaskShape, RowRules, ScopeShape, TypeMask
from access.policy_set import PolicySet
from access.viewer import Viewer
from planning.askers import Asker
from planning.catalogue import Catalogue
from planning.entities import Entity, PlanLink, TreeEntity
from planning.fields import Collection, Column, Computed, Pages, Place, ToMany, ToOne, Value
from planning.root_fields import Mine, NodeById, NodesById, Search
from store.content import event_attendees, event_plans, event_tickets, events
from store.customers import customers

SCHEMA = build_schema("""
    interface Node { id: ID! }
    union Found = Event | Customer
    type Query {
      me: Customer
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]
      search(text: String!, first: Int): [Found!]
      events(first: Int, after: String, last: Int, before: String,
             filter: EventFilter, orderBy: EventOrder): EventConnection
    }
    input TextFilter {
      eq: String in: [String!] contains: String startsWith: String isNull: Boolean }
    input IntFilter { gte: Int lt: Int isNull: Boolean }
    input EventFilter { title: TextFilter capacity: IntFilter }
    enum EventOrderField { STARTS_AT TITLE }
    enum Direction { ASCENDING DESCENDING }
    input EventOrder { field: EventOrderField! direction: Direction = ASCENDING }
    type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean!
                    startCursor: String endCursor: String }
    type EventConnection { edges: [EventEdge!]! nodes: [Event!]! pageInfo: PageInfo!
                           totalCount: Int totalCountIsExact: Boolean }
    type EventEdge { node: Event! cursor: String! }
    type EventAttendeeConnection { nodes: [EventAttendee!]! totalCount: Int }
    type Event implements Node { id: ID! title: String venue: String capacity: Int
      startsAt: String length: Int guests(since: Int!): [String!] location: Location
      tickets: [EventTicket!] host: Customer
      attendees(first: Int, after: String, last: Int, before: String): EventAttendeeConnection }
    type EventTicket implements Node { id: ID! name: String price: Money }
    type EventAttendee implements Node { id: ID! customer: Customer attended: String }
    type Money { amountMinor: Int currency: String }
    type Customer implements Node { id: ID! fullName: String email: String type: CustomerType
      events(first: Int): EventConnection }
    enum CustomerType { INDIVIDUAL COMPANY }
    type Location implements Node { id: ID! name: String }
""")


def _minutes(_context: Any, starts: dt.datetime | None, ends: dt.datetime | None) -> int | None:
    return None if starts is None or ends is None else int((ends - starts).total_seconds() // 60)


def _guests(_context: Any, registered: list[tuple[int, dt.datetime]], since: int) -> list[str]:
    return [f"{customer} at {when:%H:%M} ({since})" for customer, when in registered]


CATALOGUE = Catalogue(
    entities={
        "Event": Entity(
            "Event", events,
            {
                "title": Column("title", folded="title_folded"),
                "venue": Column("venue"),
                "capacity": Column("capacity"),
                "startsAt": Column("starts_at"),
                "length": Computed(("starts_at", "ends_at"), _minutes),
                "guests": Computed((), _guests, (
                    Collection(
                        event_attendees, ("customer_id", "registered_at"),
                        lambda event, guest, given: (guest.c.event_id == event.c.id)
                        & (guest.c.customer_id > given("since", sa.BigInteger())),
                        order=("-customer_id",),
                    ),
                )),
                "location": Place(),
                "tickets": ToMany("EventTicket", "event_id", order=("display_order",)),
                "host": ToOne("Customer", "host_id"),
                "attendees": Pages("EventAttendee", "event_id"),
            },
            owner="host_id", audience="audience", plans=PlanLink(event_plans, "event_id"),
            sort=("startsAt", "title"), filters=("title", "capacity"), search=("title",),
        ),
        "EventTicket": Entity(
            "EventTicket", event_tickets,
            {
                "name": Column("name"),
                "price": Value(
                    {"amountMinor": "price_minor", "currency": "currency"}, "price_minor"
                ),
            },
        ),
        "EventAttendee": Entity(
            "EventAttendee", event_attendees,
            {"customer": ToOne("Customer", "customer_id"), "attended": Column("attended")},
            owner="customer_id",
        ),
        "Customer": Entity(
            "Customer", customers,
            {
                "fullName": Column("full_name", folded="full_name_folded"),
                "email": Column("email"),
                "type": Column(
                    "customer_type", enum={"individual": "INDIVIDUAL", "company": "COMPANY"}
                ),
                "events": Pages("Event", "host_id"),
            },
            owner="id", sort=("fullName",), search=("fullName",),
        ),
        "Location": TreeEntity("Location", {"name": lambda _context, place: place.title()}),
    },
    query={
        "me": Mine(),
        "node": NodeById(),
        "nodes": NodesById(),
        "search": Search(("Event", "Customer")),
        "events": Pages("Event"),
    },
)

HERE = "mitte"
SHOWN = Cell(portal=True)
REFUSED = Cell(code=Code.MEMBERS_ONLY)
NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)


def type_mask(
    cells: dict[str, Cell],
    *,
    scope: ScopeShape = ScopeShape.ONE,
    levels: frozenset[str] | None = None,
    plans: bool | None = None,
    code: Code | None = None,
    rows_hidden: int = 0,
) -> TypeMask:
    """Write down what a viewer may see of a type."""
    everything = frozenset(cells)
    return TypeMask(
        cells, RowRules(scope, levels, plans), rows_hidden, "events", code, everything, everything
    )


def everything(name: str) -> TypeMask:
    """A mask that shows each field of a type, at one location."""
    fields: Any = CATALOGUE.entities[name].fields
    return type_mask(dict.fromkeys(fields, SHOWN))


@dataclass
class SmallPolicies:
    """What the planner asks of a policy set, answered from a mask made by hand."""

    types: dict[str, TypeMask] = field(default_factory=dict)
    staff: dict[str, list[str]] = field(default_factory=dict)
    tree: Any = frozenset({"mitte", "docks"})
    hidden: dict[str, tuple[frozenset[str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        types = {name: self.types.get(name, everything(name)) for name in CATALOGUE.entities}
        shape = MaskShape(types, {})
        places = {name: frozenset({HERE}) for name in types}
        hidden = {name: (frozenset[str](),) for name in types} | self.hidden
        self._mask = Mask(shape, HERE, places, hidden, {}, "small")

    def mask(self, _viewer: Viewer, _portal: str, _now: dt.datetime) -> Mask:
        """The one mask."""
        return self._mask

    def bindings(self, mask: Mask, viewer: Viewer) -> dict[str, Any]:
        """What the viewer and the portal fill in."""
        values: dict[str, Any] = {
            "network": viewer.network, "viewer": viewer.customer or 0,
            "usable_plans": [each.plan_id for each in viewer.contracts],
        }
        values |= {f"place__{name}": HERE for name in mask.shape.types}
        values |= {f"scope__{name}": ["mitte", "docks"] for name in mask.shape.types}
        for name, sets in mask.hidden.items():
            for number, places in enumerate(sets):
                values[f"hidden__{name}__{number}"] = sorted(places)
        return values | {f"staff__{name}": places for name, places in self.staff.items()}

    def decide(self, *_: Any) -> bool:
        """Nothing is asked for here."""
        return False


def asker(policies: SmallPolicies | None = None, customer: int | None = None) -> Asker:
    """Who asks, at Mitte."""
    return asking_of(policies or SmallPolicies(), Viewer("harbour", customer))


def asking_of(policies: SmallPolicies, viewer: Viewer) -> Asker:
    """Let *viewer* ask at Mitte; of a policy set the planner asks no more than these know."""
    return Asker(cast(PolicySet, policies), viewer, HERE, NOW)
