"""One naive resolver a field, on a copy of the schema, run by graphql-core's own executor.

The catalogue of `resolvers` is read as a description of where data is: columns, keys, foreign keys.
Who may see it is asked of the naive policy, cell by cell, over rows loaded whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, build_schema, print_schema

from planning.catalogue import Catalogue
from planning.entities import Entity
from planning.fields import Pages, Place, ToMany, ToOne
from planning.root_fields import (
    ById,
    Everywhere,
    Mine,
    NodeById,
    NodesById,
    Search,
    Visited,
    Worked,
)
from tests.oracle import located
from tests.oracle.arguments import Refused, ids_arguments
from tests.oracle.asking import Asking, Shown, Spot, global_id
from tests.oracle.lists import sort_key
from tests.oracle.places import at_or_below
from tests.oracle.static import closed, could_see


def naive_schema(schema: GraphQLSchema, catalogue: Catalogue) -> GraphQLSchema:
    """Return a copy of *schema*, made from its text, with a naive resolver on each field."""
    copy = build_schema(print_schema(schema))
    for name, bound in catalogue.entities.items():
        declared = copy.get_type(name)
        assert isinstance(declared, GraphQLObjectType)
        declared.is_type_of = None
        for field_name, declaration in declared.fields.items():
            if field_name == "id":
                declaration.resolve = lambda record, info: global_id(record)
            elif isinstance(bound, Entity):
                declaration.resolve = _field(bound, field_name)
            else:
                declaration.resolve = _written(name, field_name)
    for name in ("Node", "SearchResult"):
        abstract: Any = copy.get_type(name)
        abstract.resolve_type = lambda record, info, kind: record.type_name
    assert copy.query_type is not None
    for name, root in catalogue.query.items():
        if name in catalogue.inquiries:
            continue
        copy.query_type.fields[name].resolve = _root(root)
    for name, read in (("DateTime", _moment), ("Date", dt.date.fromisoformat)):
        scalar: Any = copy.get_type(name)
        scalar.coerce_input_value = read
        scalar.coerce_input_literal = lambda node, read=read: read(node.value)
    return copy


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text.upper())
    return moment.astimezone(dt.UTC).replace(microsecond=0)


Resolver = Callable[..., Any]


def _field(entity: Entity, name: str) -> Resolver:
    binding = entity.fields[name]
    target = binding.target if isinstance(binding, ToOne | ToMany | Pages | Place) else None

    def resolve(shown: Shown, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        asking: Asking = info.context
        if not could_see(asking.visit, entity.name, name):
            return None
        if target is not None and closed(asking.visit, target):
            return None
        allowed = asking.may_see(shown, name)
        if not isinstance(binding, ToMany | Pages):
            return asking.content(shown, name) if allowed else None
        assert target is not None
        if isinstance(binding, ToMany):
            return _in_order(_led_to(asking, shown, binding) if allowed else [], binding)
        found = (
            asking.found(target, str(binding.foreign), shown.row[binding.local]) if allowed else []
        )
        try:
            return asking.page(target, found, arguments)
        except Refused:
            return None

    return resolve


def _led_to(asking: Asking, shown: Shown, binding: ToMany) -> list[Shown]:
    """Return the visible records that a list leads to, by a key of theirs or by pairs."""
    here, through = shown.row[binding.local], binding.through
    keys = [here] if through is None else [
        pair[through.far] for pair in asking.rows[through.table.name] if pair[through.near] == here
    ]
    return [each for key in keys for each in asking.found(binding.target, binding.foreign, key)]


def _in_order(found: list[Shown], binding: ToMany) -> list[Shown]:
    found = sorted(found, key=lambda shown: shown.row["id"])
    for column in reversed(binding.order):
        name = column.removeprefix("-")
        found.sort(key=lambda shown: sort_key(shown.row[name]), reverse=column.startswith("-"))
    return found[: binding.limit]


def _written(type_name: str, name: str) -> Resolver:
    def resolve(spot: Spot, info: GraphQLResolveInfo[Any]) -> Any:
        asking: Asking = info.context
        elsewhere = located.OTHER_PLACES.get((type_name, name))
        if not could_see(asking.visit, type_name, name) or (
            elsewhere is not None and closed(asking.visit, "Location")
        ):
            return None
        if not asking.may_see(spot, name):
            return None
        if elsewhere is None:
            return located.WRITTEN[type_name, name](asking.visit, spot.place)
        found = elsewhere(asking.visit, spot.place)
        if not isinstance(found, list):
            return asking.spot("Location", found)
        spots = [asking.spot("Location", place) for place in found]
        return [each for each in spots if each is not None]

    return resolve


def _root(bound: Any) -> Resolver:
    def resolve(_: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        try:
            return _root_value(info.context, bound, arguments)
        except Refused:
            return None

    return resolve


def _root_value(asking: Asking, bound: Any, arguments: Mapping[str, Any]) -> Any:
    visit = asking.visit
    match bound:
        case Worked():
            return located.portal(visit)
        case NodeById():
            return asking.by_id(arguments["id"])
        case NodesById():
            return [asking.by_id(each) for each in ids_arguments(arguments)]
        case Search():
            return asking.search(list(bound.targets), arguments)
    if closed(visit, bound.target):
        return None
    match bound:
        case Mine():
            found = asking.found(bound.target, "id", visit.person.customer)
            return found[0] if found else None
        case ById():
            record = asking.by_id(arguments["id"])
            return record if record is not None and record.type_name == bound.target else None
        case Visited():
            return asking.spot(bound.target, visit.portal)
        case Everywhere():
            places = sorted(at_or_below(visit.policy.places, visit.network()))
            spots = [asking.spot(bound.target, place) for place in places]
            return [spot for spot in spots if spot is not None]
        case Pages():
            rows = [
                Shown(bound.target, row) for row in asking.all_of(bound.target)
                if asking.visible(bound.target, row)
            ]
            return asking.page(bound.target, rows, arguments)
    raise AssertionError(f"the oracle does not know {bound}")
