"""What policies have to know of the graph: its types, their fields, and what records carry."""

from collections.abc import Mapping
from functools import cache

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from access.shape import GraphShape, TypeShape
from planning.entities import Entity, TreeEntity
from planning.root_fields import FOLLOWED, Inquiry
from resolvers.actions import ACTIONS, STAFFS
from resolvers.catalogue import CATALOGUE
from resolvers.locations import ALWAYS_OPEN
from schema.graph import build_graph


@cache
def graph_shape() -> GraphShape:
    """Return the shape of the whole graph; value types go with the fields that hold them."""
    schema = build_graph()
    types = {entity.name: type_shape(schema, entity) for entity in CATALOGUE.entities.values()}
    types |= {each.target: staffs_shape(schema, each) for each in CATALOGUE.inquiries.values()}
    if CATALOGUE.followed:
        types[FOLLOWED] = TypeShape(FOLLOWED, frozenset(_fields(schema, FOLLOWED)))
    return GraphShape(types, ACTIONS, STAFFS)


def staffs_shape(schema: GraphQLSchema, inquiry: Inquiry) -> TypeShape:
    """Return the shape of a type that tells staff about the rules."""
    return TypeShape(inquiry.target, frozenset(_fields(schema, inquiry.target)), staffs=True)


def type_shape(schema: GraphQLSchema, entity: Entity | TreeEntity) -> TypeShape:
    """Return the shape of one type of records."""
    declared = _fields(schema, entity.name)
    fields = frozenset(declared)
    non_null = frozenset(
        name for name, field in declared.items() if isinstance(field.type, GraphQLNonNull)
    )
    if isinstance(entity, TreeEntity):
        exempt = ALWAYS_OPEN if entity.name == "Location" else frozenset()
        return TypeShape(entity.name, fields, non_null=non_null - {"id"}, exempt=exempt)
    return TypeShape(
        name=entity.name,
        fields=fields,
        owner=entity.owner is not None,
        team=entity.team is not None,
        audience=entity.audience is not None,
        plans=entity.plans is not None,
        sortable=frozenset(entity.sort),
        filterable=frozenset(entity.filters),
        non_null=non_null - {"id"},
    )


def _fields(schema: GraphQLSchema, name: str) -> Mapping[str, GraphQLField]:
    declared = schema.get_type(name)
    assert isinstance(declared, GraphQLObjectType), f"{name} is not in the schema"
    fields: Mapping[str, GraphQLField] = declared.fields
    return fields
