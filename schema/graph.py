"""The whole graph, assembled."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.live import Live
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import SCALARS


@cache
def build_schema() -> strawberry.Schema:
    """Assemble the schema that operations are validated against; it is always the same."""
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Live,
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def build_graph() -> GraphQLSchema:
    """Assemble the same schema as graphql-core has it, which is what the planner reads."""
    return build_schema()._schema  # noqa: SLF001 - Strawberry has no public name for it
