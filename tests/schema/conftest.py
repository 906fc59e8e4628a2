"""The graph, assembled once."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema

from schema.graph import build_graph


@pytest.fixture(name="graph", scope="session")
def _graph() -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return build_graph()
