"""The graph as one kind of viewer sees it: a schema with nothing in it that their mask hides."""

from __future__ import annotations

from graphql import GraphQLSchema

from access.mask import MaskShape
from planning.cache import Cache
from planning.catalogue import Catalogue
from planning.hidden_parts import hidden_parts
from planning.schema_without import schema_without

MOST_SCHEMAS = 32
"""Schemas kept; viewers whose masks show the same fields share one."""

MOST_MASKS = 32 * MOST_SCHEMAS
"""Masks of which it is kept what they hide."""


def masked_schema(graph: GraphQLSchema, catalogue: Catalogue, mask: MaskShape) -> GraphQLSchema:
    """Return *graph* as those see it who have this mask."""
    return schema_without(graph, hidden_parts(graph, catalogue, mask))


class MaskedSchemas:
    """The masked schemas of one graph, made when first asked for; threads may share them."""

    def __init__(self, graph: GraphQLSchema, catalogue: Catalogue) -> None:
        self._graph = graph
        self._catalogue = catalogue
        self._hidden: Cache[MaskShape, frozenset[str]] = Cache(MOST_MASKS)
        self._schemas: Cache[frozenset[str], GraphQLSchema] = Cache(MOST_SCHEMAS)

    def of(self, mask: MaskShape) -> GraphQLSchema:
        """Return the schema of those who have this mask."""
        hidden = self._hidden.get(mask)
        if hidden is None:
            hidden = self._hidden.put(mask, hidden_parts(self._graph, self._catalogue, mask))
        found = self._schemas.get(hidden)
        if found is None:
            found = self._schemas.put(hidden, schema_without(self._graph, hidden))
        return found

    def __len__(self) -> int:
        return len(self._schemas)
