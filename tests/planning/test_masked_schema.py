"""The masked schema: all that a mask shows, nothing that it hides, and always a sound schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_required_argument,
    parse,
    print_schema,
    validate,
    validate_schema,
)

from access.mask import MaskShape
from planning.answers import Answer
from planning.engine import Engine
from planning.entities import TreeEntity
from planning.fields import Pages
from planning.foreseen import foreseen
from planning.hidden_parts import hidden_parts
from planning.limits import Limits
from planning.masked_schema import MOST_SCHEMAS, MaskedSchemas
from planning.plans import Plan
from planning.requests import Request
from planning.root_fields import NodeById, NodesById, Search
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from store.databases import open_database
from tests.planning.masks import asker, drawn, of_the_demo

GRAPH = build_graph()
DEMO = dict(list(of_the_demo())[::6])
MASKS = {**{f"drawn {seed}": drawn(seed) for seed in range(8)}, **DEMO}
FEW = [*(f"drawn {seed}" for seed in range(3)), *list(DEMO)[1::9]]
LIMITS = Limits(
    tokens=100_000, fields=100_000, aliases=10_000, root_fields=1_000, cache_bytes=10**9
)


@pytest.fixture(name="schemas", scope="module")
def _schemas() -> MaskedSchemas:
    """The masked schemas of the whole graph."""
    return MaskedSchemas(GRAPH, CATALOGUE)


@pytest.fixture(name="engine", scope="module")
def _engine() -> Engine:
    """A planner over the whole graph, without a database."""
    dialect = open_database("sqlite:///never-opened.db").dialect
    return Engine(GRAPH, CATALOGUE, dialect, LIMITS, b"secret" * 8)


def plan(engine: Engine, query: str, shape: MaskShape) -> Plan:
    """Return what the planner makes of *query* for somebody with this mask."""
    prepared = engine.preparing.prepare(query, None, None)
    assert not isinstance(prepared, Answer), prepared
    request = Request(engine.graph, prepared, asker(shape))
    return engine.planner.plan(request)


def objects(schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    """Yield the types of records that are in *schema*."""
    for name in CATALOGUE.entities:
        named = schema.get_type(name)
        if isinstance(named, GraphQLObjectType):
            yield named


def target(parent: str, field: str) -> str | None:
    """Return the type of records that a field leads to, whatever list or connection is between."""
    declared = GRAPH.type_map[parent]
    assert isinstance(declared, GraphQLObjectType)
    name: str = get_named_type(declared.fields[field].type).name.removesuffix("Connection")
    return name if name in CATALOGUE.entities else None


def leads_somewhere(shape: MaskShape, parent: str, field: str) -> bool:
    """Whether something may be visible of what the field leads to."""
    name = target(parent, field)
    return name is None or bool(shape.types[name])


@pytest.mark.parametrize("name", MASKS)
def test_it_is_a_sound_schema(schemas: MaskedSchemas, name: str) -> None:
    """Printed and read again, no rule of GraphQL is broken, and everything has its description."""
    masked = build_schema(print_schema(schemas.of(MASKS[name])))
    assert validate_schema(masked) == []
    for named in masked.type_map.values():
        assert named.description == GRAPH.type_map[named.name].description


@pytest.mark.parametrize("name", MASKS)
def test_it_has_the_fields_that_the_mask_shows_and_no_other(
    schemas: MaskedSchemas, name: str
) -> None:
    """Asked of the mask itself, cell by cell: a field stays if it and what it leads to shows."""
    shape, masked = MASKS[name], schemas.of(MASKS[name])
    stays = {each.name: set(each.fields) for each in objects(masked)}
    expected = {}
    for type_name, type_mask in shape.types.items():
        if type_mask and type_name in CATALOGUE.entities:
            expected[type_name] = {"id"} | {
                field
                for field, cell in type_mask.cells.items()
                if cell and leads_somewhere(shape, type_name, field)
            }
    assert stays == expected
    assert sum(map(len, stays.values())) < sum(len(each.fields) for each in objects(GRAPH))


@pytest.mark.parametrize("name", MASKS)
def test_questions_about_the_rules_are_in_it_for_those_who_may_ask(
    schemas: MaskedSchemas, name: str
) -> None:
    """Field by field of the answer, as any type; and nobody else learns that they can be asked."""
    shape, masked = MASKS[name], schemas.of(MASKS[name])
    assert masked.query_type is not None
    for field_name, inquiry in CATALOGUE.inquiries.items():
        type_mask, answer = shape.types[inquiry.target], masked.get_type(inquiry.target)
        shown = {field for field, cell in type_mask.cells.items() if cell}
        assert (field_name in masked.query_type.fields) is bool(shown)
        assert (set() if answer is None else set(answer.fields)) == shown  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", MASKS)
def test_what_can_be_followed_is_in_it_for_those_who_may(
    schemas: MaskedSchemas, name: str
) -> None:
    """As the mask has it, field by field, if what it leads to can be seen at all."""
    shape, root = MASKS[name], schemas.of(MASKS[name]).subscription_type
    shown = {
        field
        for field, cell in shape.types["Live"].cells.items()
        if cell and leads_somewhere(shape, "Live", field)
    }
    assert (set() if root is None else set(root.fields)) == shown


@pytest.mark.parametrize("name", MASKS)
def test_nothing_is_left_that_leads_nowhere(schemas: MaskedSchemas, name: str) -> None:
    """Types, inputs and values that only hidden fields used are gone with them."""
    masked = schemas.of(MASKS[name])
    used = {"Query", "Mutation", "Live", *(each.name for each in masked.directives)}
    for named in masked.type_map.values():
        used |= set(_names_in(named))
    left = [each for each in masked.type_map if each not in used and not each.startswith("__")]
    node = masked.get_type("Node")
    if node is not None:  # by its id, each record can be reached
        assert {each for each in left if each not in CATALOGUE.entities} <= {"Boolean", "String"}
    else:
        assert left == []


def _names_in(named: GraphQLNamedType) -> Iterator[str]:
    match named:
        case GraphQLObjectType():
            for field in named.fields.values():
                yield get_named_type(field.type).name
                yield from (get_named_type(each.type).name for each in field.args.values())
            yield from (each.name for each in named.interfaces)
        case GraphQLInputObjectType():
            yield from (get_named_type(each.type).name for each in named.fields.values())
        case GraphQLUnionType():
            yield from (each.name for each in named.types)


# ------------------------------------------------------------ beside the planner


@pytest.mark.parametrize("name", FEW)
def test_what_is_not_in_it_is_what_the_planner_refuses(
    engine: Engine, schemas: MaskedSchemas, name: str
) -> None:
    """Each field of each type of records, asked for by itself: refused, or in the schema."""
    shape, masked = MASKS[name], schemas.of(MASKS[name])
    for named in objects(GRAPH):
        key = "berlin-mitte" if isinstance(CATALOGUE.entities[named.name], TreeEntity) else "1"
        parts = [_asked(GRAPH, field_name, field) for field_name, field in named.fields.items()]
        whole = f"... on {named.name} {{ {' '.join(parts)} }}"
        query = f'{{ node(id: "{named.name}:{key}") {{ {whole} }} }}'
        refused = {tuple(each["path"]) for each in plan(engine, query, shape).access}
        shown = masked.get_type(named.name)
        if shown is None:
            assert refused == {("node",)}
            continue
        assert isinstance(shown, GraphQLObjectType)
        here = {path[1] for path in refused if len(path) == 2}
        assert named.fields.keys() - here == shown.fields.keys(), named.name


@pytest.mark.parametrize("name", FEW)
def test_filters_orders_and_root_fields_are_those_that_the_planner_takes(
    engine: Engine, schemas: MaskedSchemas, name: str
) -> None:
    """One operation for each: refused with a code, or in the schema."""
    shape, masked = MASKS[name], schemas.of(MASKS[name])
    assert masked.query_type is not None
    for field, bound in CATALOGUE.query.items():
        if not isinstance(bound, Pages):
            continue
        if field not in masked.query_type.fields:
            assert plan(engine, f"{{ {field} {{ totalCount }} }}", shape).access
            continue
        declared = GRAPH.query_type.fields[field]  # type: ignore[union-attr]
        filters: Any = get_named_type(declared.args["filter"].type)
        for each in filters.fields:
            query = f"{{ {field}(filter: {{ {each}: {{ isNull: false }} }}) {{ totalCount }} }}"
            stays = _has(masked, filters.name, each)
            assert bool(plan(engine, query, shape).errors) is not stays, (field, each)
        order: Any = get_named_type(declared.args["orderBy"].type)
        values: Any = get_named_type(order.fields["field"].type)
        for each in values.values:
            query = f"{{ {field}(orderBy: {{ field: {each} }}) {{ totalCount }} }}"
            stays = _has(masked, values.name, each)
            assert bool(plan(engine, query, shape).errors) is not stays, (field, each)


def _has(schema: GraphQLSchema, type_name: str, part: str) -> bool:
    named: Any = schema.get_type(type_name)
    if named is None:
        return False
    return part in (named.values if isinstance(named, GraphQLEnumType) else named.fields)


@pytest.mark.parametrize("name", FEW)
def test_whoever_asks_only_what_is_in_it_is_refused_nothing(
    engine: Engine, schemas: MaskedSchemas, name: str
) -> None:
    """An operation that is written from it, and holds it whole, has no denial and no error."""
    shape, masked = MASKS[name], schemas.of(MASKS[name])
    assert masked.query_type is not None
    for field_name, field in masked.query_type.fields.items():
        query = f"{{ {_asked(masked, field_name, field, depth=3)} }}"
        assert validate(masked, parse(query)) == []
        found = plan(engine, query, shape)
        assert (found.access, found.errors) == ((), ()), query


def _asked(schema: GraphQLSchema, name: str, field: Any, depth: int = 1) -> str:
    """Write a selection of a field and, so many levels deep, of all that lies below it."""
    record = f'"{next((each.name for each in objects(schema)), "Event")}:1"'
    given = {"id": record, "ids": f"[{record}]", "text": '"a"', "subject": '"faq"', "viewer": '"x"'}
    given |= dict.fromkeys(("start", "from"), '"2026-12-01T09:00:00Z"')
    given |= dict.fromkeys(("end", "until"), '"2026-12-01T10:00:00Z"')
    arguments = [
        f"{key}: {given[key]}" for key, each in field.args.items() if is_required_argument(each)
    ]
    if "filter" in field.args:
        filters: Any = get_named_type(field.args["filter"].type)
        conditions = ", ".join(f"{each}: {{ isNull: true }}" for each in filters.fields)
        arguments.append(f"filter: {{ {conditions} }}")
    text = f"{name}({', '.join(arguments)})" if arguments else name
    below: Any = get_named_type(field.type)
    if isinstance(below, GraphQLUnionType) or hasattr(below, "fields"):
        return f"{text} {{ __typename {_below(schema, below, depth - 1)} }}"
    return text


def _below(schema: GraphQLSchema, named: Any, depth: int) -> str:
    if depth == 0:
        return ""
    if isinstance(named, GraphQLObjectType):
        return " ".join(_asked(schema, name, each, depth) for name, each in named.fields.items())
    possible = schema.get_possible_types(named)
    return " ".join(  # aliases, since a name may be of two types
        f"... on {each.name} {{ __typename }}" for each in possible
    )


@pytest.mark.parametrize("name", FEW)
def test_what_is_foreseen_of_a_document_is_what_it_is_refused(engine: Engine, name: str) -> None:
    """Read off the document: the same fields, with the same codes, as in the answer's `access`."""
    shape = MASKS[name]
    hidden = hidden_parts(GRAPH, CATALOGUE, shape)
    assert GRAPH.query_type is not None
    for field_name, bound in CATALOGUE.query.items():
        if isinstance(bound, NodeById | NodesById | Search):
            continue
        field = GRAPH.query_type.fields[field_name]
        query = re.sub(r"filter: {[^)]*", "", f"{{ {_asked(GRAPH, field_name, field, 3)} }}")
        query = query.replace("()", "")
        read = foreseen(parse(query), GRAPH, shape, hidden)
        refused = {_part(each["path"]): each["code"] for each in plan(engine, query, shape).access}
        assert read == refused, query


def _part(path: list[str]) -> str:
    """Return the coordinate of the field that a path of an answer leads to."""
    parent: Any = GRAPH.query_type
    for key in path[:-1]:
        parent = get_named_type(parent.fields[key].type)
    return f"{parent.name}.{path[-1]}"


@pytest.mark.parametrize("name", FEW)
def test_filters_and_orders_that_are_refused_are_foreseen(name: str) -> None:
    """Where they are written out; what a variable holds nobody knows before."""
    shape = MASKS[name]
    hidden = hidden_parts(GRAPH, CATALOGUE, shape)
    query = """query ($f: FaqFilter) { faqs(filter: $f) { totalCount }
      events(filter: { title: { isNull: true } }, orderBy: { field: CATEGORY }) { totalCount } }"""
    parts = {"EventFilter.title", "EventOrderField.CATEGORY"}
    expected = dict.fromkeys(parts & hidden, "FIELD_NOT_READABLE")
    if "Query.events" in hidden:
        expected = {}
    found = foreseen(parse(query), GRAPH, shape, hidden)
    assert {part: code for part, code in found.items() if "Query" not in part} == expected


# ------------------------------------------------------------ introspection


def introspect(engine: Engine, shape: MaskShape, query: str) -> Any:
    """Return what the plan of an introspection answers."""
    prepared = engine.preparing.prepare(query, None, {"name": "Customer", "with": True})
    assert not isinstance(prepared, Answer), prepared
    request = Request(engine.graph, prepared, asker(shape))
    found = engine.planner.plan(request)
    return {step.key: step.assemble(request.run, None) for step in found.steps}


TYPES = """query($name: String!, $with: Boolean!) {
  __schema { types { name fields @include(if: $with) { name } } } __type(name: $name) { name } }"""


def test_introspection_is_the_masked_schema(engine: Engine) -> None:
    """`__schema` and `__type` say the same, and it is what `portal sdl` prints."""
    for shape in map(drawn, range(5)):
        shown = introspect(engine, shape, TYPES)
        masked = engine.masked_schemas.of(shape)
        fields = {
            each["name"]: {field["name"] for field in each["fields"]}
            for each in shown["__schema"]["types"]
            if each["fields"] is not None
        }
        assert fields == {
            each.name: set(each.fields)
            for each in masked.type_map.values()
            if hasattr(each, "fields") and not isinstance(each, GraphQLInputObjectType)
        }
        there = None if masked.get_type("Customer") is None else {"name": "Customer"}
        assert shown["__type"] == there


def test_introspection_beside_an_operation_with_hidden_inputs(engine: Engine) -> None:
    """Variables of types that the viewer does not see are no obstacle to asking."""
    query = """query($f: EventFilter, $name: String!) {
      events(filter: $f) { totalCount } __type(name: $name) { name } }"""
    shape = next(
        each for name, each in MASKS.items()
        if engine.masked_schemas.of(each).get_type("EventFilter") is None
    )
    prepared = engine.preparing.prepare(query, None, {"f": {"title": {"eq": "x"}}, "name": "Query"})
    assert not isinstance(prepared, Answer)
    request = Request(engine.graph, prepared, asker(shape))
    step = engine.planner.plan(request).steps[-1]
    assert step.assemble(request.run, None) == {"name": "Query"}


# ------------------------------------------------------------ how it is kept


def test_masks_that_show_the_same_share_a_schema(schemas: MaskedSchemas) -> None:
    """Made once: for one mask, and for another one that differs in its rows alone."""
    assert schemas.of(drawn(3)) is schemas.of(drawn(3))
    assert schemas.of(drawn(3)) is not schemas.of(drawn(4))


def test_the_schemas_kept_are_bounded() -> None:
    """However many masks there are."""
    schemas = MaskedSchemas(GRAPH, CATALOGUE)
    for seed in range(MOST_SCHEMAS + 8):
        schemas.of(drawn(1_000 + seed))
    assert len(schemas) == MOST_SCHEMAS
