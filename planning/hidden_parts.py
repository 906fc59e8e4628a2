"""What of the graph one mask hides: its fields, and whatever nobody can then reach or use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_required_argument,
    is_required_input_field,
)

from access.mask import MaskShape
from planning.asking import camel, pascal
from planning.catalogue import Catalogue
from planning.entities import Entity
from planning.fields import Pages
from planning.filters import may_filter
from planning.nodes import searched_fields
from planning.orders import may_sort
from planning.root_fields import Search
from planning.row_rules import Rules


def hidden_parts(graph: GraphQLSchema, catalogue: Catalogue, mask: MaskShape) -> frozenset[str]:
    """Return the coordinates of all parts of *graph* that *mask* hides.

    They are written as the specification has it: `Event`, `Event.attendees`, `EventFilter.title`,
    `SearchType.EVENT`, `Query.search(types:)`; a member of a union as `SearchResult.Event`. What
    belongs to no type of records stays (the portal itself, mutations: to ask is free, and the
    refusal has a code).
    """
    hidden = set(_by_mask(graph, catalogue, mask))
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for named in graph.type_map.values():
            if named.name not in hidden and not is_introspection_type(named):
                _follow(graph, named, hidden)
    return frozenset(hidden)


# ------------------------------------------------------------ what the mask says


def _by_mask(graph: GraphQLSchema, catalogue: Catalogue, mask: MaskShape) -> Iterator[str]:
    for name in catalogue.types:
        type_mask = mask.types[name]
        if not type_mask:
            yield name
        declared = graph.type_map[name]
        assert isinstance(declared, GraphQLObjectType), f"{name} is no object type"
        for field in declared.fields:
            if field != "id" and not type_mask.cells.get(field):
                yield f"{name}.{field}"
    for parent, name, field in _fields(graph):
        bound = catalogue.query.get(name) if parent == "Query" else None
        entity = catalogue.entities.get(parent)
        if isinstance(entity, Entity):
            bound = entity.fields.get(name)  # type: ignore[assignment]
        if isinstance(bound, Pages):
            yield from _of_list(field, _rules(catalogue, mask, bound.target), mask)
        elif isinstance(bound, Search):
            yield from _of_search(field, [_rules(catalogue, mask, each) for each in bound.targets])


def _fields(graph: GraphQLSchema) -> Iterator[tuple[str, str, GraphQLField]]:
    for named in graph.type_map.values():
        if isinstance(named, GraphQLObjectType):
            for name, field in named.fields.items():
                yield named.name, name, field


def _rules(catalogue: Catalogue, mask: MaskShape, name: str) -> Rules:
    entity = catalogue.entities[name]
    assert isinstance(entity, Entity), f"{name} has no table"
    return Rules.under(entity, mask, catalogue.entities)


def _of_list(field: GraphQLField, rules: Rules, mask: MaskShape) -> Iterator[str]:
    """What a connection cannot be filtered or ordered by."""
    if "filter" in field.args:
        filters = get_named_type(field.args["filter"].type)
        assert isinstance(filters, GraphQLInputObjectType), "a filter is an input"
        for name in filters.fields:
            if not may_filter(rules, name, mask.types):
                yield f"{filters.name}.{name}"
    if "orderBy" in field.args:
        order = get_named_type(field.args["orderBy"].type)
        assert isinstance(order, GraphQLInputObjectType), "an order is an input"
        yield from _values(order.fields["field"].type, lambda name: may_sort(rules, camel(name)))


def _of_search(field: GraphQLField, searched: list[Rules]) -> Iterator[str]:
    """The types of which nothing can be found."""
    found = {rules.entity.name for rules in searched if searched_fields(rules)}
    union = get_named_type(field.type)
    assert isinstance(union, GraphQLUnionType), "a search finds one of several types"
    for member in union.types:
        if member.name not in found:
            yield f"{union.name}.{member.name}"
    if "types" in field.args:
        yield from _values(field.args["types"].type, lambda name: pascal(name) in found)


def _values(kind: object, stays: Callable[[str], bool]) -> Iterator[str]:
    enum = get_named_type(kind)  # type: ignore[call-overload]
    assert isinstance(enum, GraphQLEnumType), f"{enum} is no enum"
    yield from (f"{enum.name}.{name}" for name in enum.values if not stays(name))


# ------------------------------------------------------------ what follows from it


def _follow(graph: GraphQLSchema, named: GraphQLNamedType, hidden: set[str]) -> None:
    """Note what of *named* cannot stay without the parts that are hidden already."""
    match named:
        case GraphQLObjectType() | GraphQLInterfaceType():
            parts, needed = _outputs(named, hidden)
        case GraphQLInputObjectType():
            parts, needed = _inputs(named, hidden)
        case GraphQLUnionType():
            parts, needed = {each.name: each.name in hidden for each in named.types}, set()
        case GraphQLEnumType():
            parts, needed = dict.fromkeys(named.values, False), set()
        case _:
            return
    hidden |= {f"{named.name}.{name}" for name, is_gone in parts.items() if is_gone}
    gone = {name for name in parts if f"{named.name}.{name}" in hidden}
    if gone & needed or len(gone) == len(parts) or _is_bare(graph, named, hidden):
        hidden.add(named.name)


def _outputs(
    named: GraphQLObjectType | GraphQLInterfaceType, hidden: set[str]
) -> tuple[dict[str, bool], set[str]]:
    """Say of each field whether its type or an argument that it needs is gone."""
    parts, needed = {}, set()
    for name, field in named.fields.items():
        gone = {key for key, each in field.args.items() if get_named_type(each.type).name in hidden}
        hidden |= {f"{named.name}.{name}({key}:)" for key in gone}
        parts[name] = get_named_type(field.type).name in hidden or any(
            is_required_argument(field.args[key]) for key in gone
        )
        if isinstance(field.type, GraphQLNonNull):
            needed.add(name)
    return parts, needed


def _inputs(
    named: GraphQLInputObjectType, hidden: set[str]
) -> tuple[dict[str, bool], set[str]]:
    fields = named.fields.items()
    parts = {name: get_named_type(field.type).name in hidden for name, field in fields}
    return parts, {name for name, field in fields if is_required_input_field(field)}


def _is_bare(graph: GraphQLSchema, named: GraphQLNamedType, hidden: set[str]) -> bool:
    """Whether *named* is an interface that nothing implements any more."""
    if not isinstance(named, GraphQLInterfaceType):
        return False
    return all(each.name in hidden for each in graph.get_implementations(named).objects)
