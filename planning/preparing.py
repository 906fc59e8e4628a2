"""From the text of an operation to what can be planned: parsed, validated, measured; and kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphql import DocumentNode, GraphQLSchema

from planning.answers import Answer, refused
from planning.cache import Cache
from planning.limits import Limits
from planning.operations import Operation, Rejected, choose, coerce, read_document, size_of
from planning.requests import Prepared
from planning.turns import LONG_TEXT, LONG_VARIABLES, Turns


class Preparing:
    """Prepares operations over one schema; the documents asked last need not be read again.

    The root fields in *rowless* take no statement.
    """

    def __init__(
        self, schema: GraphQLSchema, rowless: frozenset[str], limits: Limits, turns: Turns
    ) -> None:
        self._schema = schema
        self._rowless = rowless
        self._limits = limits
        self._turns = turns
        quarter = limits.cache_bytes // 4
        self.documents: Cache[str, DocumentNode] = Cache(limits.documents, quarter)
        self.operations: Cache[tuple[str, str | None], Operation] = Cache(
            limits.documents, quarter
        )

    def prepare(
        self, query: str, operation_name: str | None, variables: Mapping[str, Any] | None
    ) -> Prepared | Answer:
        """Parse, validate and measure an operation, or return the answer that refuses it."""
        try:
            operation = self._operation(query, operation_name)
            return Prepared(operation, coerce(operation, self._schema, variables))
        except Rejected as refusal:
            return refused(refusal.errors)

    async def prepare_aside(
        self,
        query: str,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        *,
        size: int,
    ) -> Prepared | Answer:
        """Prepare an operation of a request of *size* bytes without holding up others.

        What is short or known is done at once, what is long in its turn. Raises Busy.
        """
        new = (query, operation_name) not in self.operations
        if (new and len(query) > LONG_TEXT) or size - len(query) > LONG_VARIABLES:
            work = partial(self.prepare, query, operation_name, variables)
            return await self._turns.take(work)
        return self.prepare(query, operation_name, variables)

    def _operation(self, query: str, name: str | None) -> Operation:
        found = self.operations.get((query, name))
        if found is not None:
            return found
        document = self.documents.get(query)
        if document is None:
            document = read_document(query, self._schema, self._limits)
            self.documents.put(query, document, size_of(document, query))
        operation = choose(document, name, self._schema, self._rowless)
        return self.operations.put((query, name), operation, operation.size)
