"""The one path from an operation to its answer: prepare, mask, plan, rows, bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
from graphql import DocumentNode, GraphQLSchema, OperationType

from planning import inquiries, introspection
from planning.answers import Answer, Decided, answered, refused
from planning.askers import Asker, Desk
from planning.build import Build
from planning.catalogue import Catalogue
from planning.following import HAPPENED, Following, followed_roots, following, over
from planning.graph import Graph
from planning.limits import Limits
from planning.masked_schema import MaskedSchemas
from planning.operations import (
    Operation,
    Rejected,
    choose,
    coerce,
    read_document,
    rejected,
    size_of,
)
from planning.payloads import outcome_values, payload
from planning.plans import Cache, Plan, finish
from planning.problems import TOO_COMPLEX, FieldError, TooComplex
from planning.requests import Prepared, Request
from planning.roots import Root, root
from planning.running import Run
from planning.selections import Selected, Selections
from planning.turns import LONG_TEXT, LONG_VARIABLES, Turns
from store.databases import Database, Reader


class Engine:
    """Answers operations over one schema for one kind of database.

    *secret* signs cursors. Documents and plans are kept, as many as *limits* say.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        catalogue: Catalogue,
        dialect: sa.Dialect,
        limits: Limits,
        secret: bytes,
    ) -> None:
        self.masked_schemas = MaskedSchemas(schema, catalogue)
        self.graph = Graph(
            schema, catalogue, dialect.name, limits, secret, self.masked_schemas.of
        )
        quarter = limits.cache_bytes // 4
        self.turns = Turns()
        self.plans: Cache[Hashable, Plan] = Cache(limits.plans, 2 * quarter)
        self._inquiries = catalogue.inquiries.keys()
        self._dialect = dialect
        self._documents: Cache[str, DocumentNode] = Cache(limits.documents, quarter)
        self._operations: Cache[tuple[str, str | None], Operation] = Cache(
            limits.documents, quarter
        )

    def prepare(
        self, query: str, operation_name: str | None, variables: Mapping[str, Any] | None
    ) -> Prepared | Answer:
        """Parse, validate and measure an operation, or return the answer that refuses it."""
        try:
            operation = self._operation(query, operation_name)
            return Prepared(operation, coerce(operation, self.graph.schema, variables))
        except Rejected as refusal:
            return refused(refusal.errors)

    def _operation(self, query: str, name: str | None) -> Operation:
        found = self._operations.get((query, name))
        if found is not None:
            return found
        document = self._documents.get(query)
        if document is None:
            document = read_document(query, self.graph.schema, self.graph.limits)
            self._documents.put(query, document, size_of(document, query))
        operation = choose(document, name, self.graph.schema)
        return self._operations.put((query, name), operation, operation.size)

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
        new = (query, operation_name) not in self._operations
        if (new and len(query) > LONG_TEXT) or size - len(query) > LONG_VARIABLES:
            work = partial(self.prepare, query, operation_name, variables)
            return await self.turns.take(work)
        return self.prepare(query, operation_name, variables)

    async def plan_aside(self, prepared: Prepared, asker: Asker) -> None:
        """Plan an operation before it is run, without holding up others. Raises Busy."""
        await self.turns.take(partial(self._plan_ahead, prepared, asker))

    def is_planned(self, prepared: Prepared, asker: Asker) -> bool:
        """Whether an operation can be run without holding up others: short, or planned already."""
        if prepared.operation.length <= LONG_TEXT:
            return True
        try:
            return Request(self.graph, prepared, asker).key in self.plans
        except Rejected:
            return True

    def _plan_ahead(self, prepared: Prepared, asker: Asker) -> None:
        """Plan as far as that is possible; what is refused is refused when it is run."""
        try:
            request = Request(self.graph, prepared, asker)
            self._plan(request.key, request, self._roots)
        except Rejected:
            pass

    def inquires(self, prepared: Prepared) -> bool:
        """Whether the operation may ask about the rules, see `inquiries`."""
        return not self._inquiries.isdisjoint(prepared.operation.roots)

    def inquiries(self, prepared: Prepared, asker: Asker) -> list[inquiries.Asked]:
        """Return what the operation asks about the rules and *asker* may ask, to be worked out."""
        try:
            return list(inquiries.permitted(self.graph, prepared, asker))
        except Rejected:
            return []  # it is refused when it is run

    async def run(self, prepared: Prepared, reader: Reader, asker: Asker) -> Answer:
        """Answer a query, all of its statements by *reader*."""
        try:
            request = Request(self.graph, prepared, asker)
            plan = self._plan(request.key, request, self._roots)
        except Rejected as refusal:
            return refused(refusal.errors)
        asker.spend(plan.cost.amount(request.run.values))
        data = await _carry_out(plan, request.run, reader)
        return self._answered(plan, request, asker, data)

    def _answered(
        self, plan: Plan, request: Request, asker: Asker, data: dict[str, Any]
    ) -> Answer:
        told = None if asker.rehearsal is None else asker.rehearsal.told
        is_public = request.is_from_a_stranger and asker.rehearsal is None
        rows = plan.rows if is_public else None
        return answered(
            data, plan.errors, () if request.silent else plan.access, plan.statements,
            Decided(request.mask, asker.now, plan.refused, rows), told, _cost(asker),
        )

    def follow(self, prepared: Prepared, asker: Asker) -> Following | Answer:
        """Return what a subscription follows, or the answer that refuses it.

        It is paid for once, as much as one event costs.
        """
        try:
            request = Request(self.graph, prepared, asker)
            what = following(self.graph, prepared, request)
            plan = self._plan(request.key, request, self._roots)
        except Rejected as refusal:
            return refused(refusal.errors)
        asker.spend(plan.cost.amount(request.run.values))
        return what

    def over(self, prepared: Prepared, asker: Asker, what: Following) -> dict[str, Any] | None:
        """Return why *asker* may not follow this (any more), as an error; None where they may."""
        try:
            request = Request(self.graph, prepared, asker)
            plan = self._plan(request.key, request, self._roots)
        except Rejected as refusal:
            return refusal.errors[0]
        return over(plan, request.run, what, silent=request.silent)

    async def event(
        self,
        prepared: Prepared,
        reader: Reader,
        asker: Asker,
        what: Following,
        record: int | None,
    ) -> Answer | None:
        """Answer a subscription whose *record* something happened to; None where it is not seen.

        `over` was asked for the same *asker* before.
        """
        request = Request(self.graph, prepared, asker, {HAPPENED: record})
        plan = self._plan(request.key, request, self._roots)
        data = await _carry_out(plan, request.run, reader)
        return None if data[what.key] is None else self._answered(plan, request, asker, data)

    async def mutate(
        self, prepared: Prepared, database: Database, asker: Asker, desk: Desk
    ) -> Answer:
        """Carry out a mutation, field after field, each in a transaction of its own."""
        data: dict[str, Any] = {}
        errors: list[FieldError] = []
        access: list[dict[str, Any]] = []
        statements = 0
        decided: Decided | None = None
        selections = Selections(self.graph.schema, prepared.operation.fragments, prepared.flags)
        mutation = self.graph.schema.mutation_type
        assert mutation is not None, "validation refuses mutations where there are none"
        try:
            fields = selections.of(mutation, [prepared.operation.definition.selection_set])
            costs = self._costs(prepared, asker, fields)
            asker.spend(sum(costs.values()))
            for asked in fields:
                if asked.name == "__typename":
                    data[asked.key] = mutation.name
                    continue
                data[asked.key], plan, request = await self._perform(
                    prepared, database, asker, desk, asked, costs[asked.key]
                )
                errors += plan.errors
                access += () if request.silent else plan.access
                statements += plan.statements
                before = () if decided is None else decided.refused
                decided = Decided(request.mask, asker.now, (*before, *plan.refused))
        except Rejected as refusal:
            return refused(refusal.errors)
        return answered(data, errors, access, statements, decided, cost=_cost(asker))

    def _costs(
        self, prepared: Prepared, asker: Asker, fields: Iterable[Selected]
    ) -> dict[str, int]:
        """Return what each payload would cost if the work left the asker's rights as they are."""
        if asker.budget is None:
            return {asked.key: 0 for asked in fields}
        request = Request(self.graph, prepared, asker)
        return {
            asked.key: self._payload(request, asked).cost.amount(request.run.values)
            for asked in fields if asked.name != "__typename"
        }

    async def _perform(
        self,
        prepared: Prepared,
        database: Database,
        asker: Asker,
        desk: Desk,
        asked: Selected,
        paid: int,
    ) -> tuple[Any, Plan, Request]:
        """Do the work of one field and read its payload, for which so much was *paid* before."""
        bound = self.graph.catalogue.mutations[asked.name]
        arguments = prepared.arguments(asked.node)
        known = None
        if bound.before is not None:
            known = await bound.before(asker.work(None, desk.services), database, arguments)
        try:
            async with database.transaction() as connection:
                outcome = await bound.work(
                    asker.work(connection, desk.services, known), arguments
                )
                after = asker
                if not bound.leaves_viewer:
                    after = await desk.asker(connection, outcome.session)
                request = Request(self.graph, prepared, after, outcome_values(bound, outcome))
                plan = self._payload(request, asked)
                after.spend(max(0, plan.cost.amount(request.run.values) - paid))
                shown = await _carry_out(plan, request.run, connection)
                if outcome.refused:
                    raise _NotKept
        except _NotKept:
            pass
        return shown, plan, request

    def _payload(self, request: Request, asked: Selected) -> Plan:
        bound = self.graph.catalogue.mutations[asked.name]
        key = (request.key, asked.key)
        return self._plan(key, request, lambda build: payload(build, bound, asked))

    def _plan(
        self, key: Hashable, request: Request, make: Callable[[Build], list[Root]]
    ) -> Plan:
        found = self.plans.get(key)
        if found is not None:
            return found
        build = request.build()
        try:
            plan = finish(build, make(build), self._dialect, request.settled)
            return self.plans.put(key, plan, plan.size + request.size)
        except TooComplex:
            message = "The operation joins or selects more than one statement can carry."
            raise rejected(TOO_COMPLEX, message) from None

    def _roots(self, build: Build) -> list[Root]:
        if build.definition.operation is OperationType.SUBSCRIPTION:
            return followed_roots(build)
        roots = []
        for asked in build.selections.of(build.object_type("Query"), [build.selection_set]):
            if asked.name.startswith("__"):
                roots.append(introspection.root(build, asked))
            else:
                roots.append(root(build, self.graph.catalogue.query[asked.name], asked))
        return roots


async def _carry_out(plan: Plan, run: Run, reader: Reader) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for step in plan.steps:
        rows: Any = None
        if step.statement is not None:
            rows = await reader.fetch(step.statement.text, step.statement.values(run.values))
        data[step.key] = step.assemble(run, rows)
    return data


def _cost(asker: Asker) -> Mapping[str, int] | None:
    return None if asker.budget is None else asker.budget.told


class _NotKept(Exception):
    """Takes a transaction back whose work reports errors."""
