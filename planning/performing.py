"""Mutations: the work of each field in a transaction of its own, then its payload as a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planning.answers import Answer, Decided, answered, refused
from planning.askers import Asker, Desk
from planning.graph import Graph
from planning.operations import Rejected
from planning.payloads import outcome_values, payload
from planning.planner import Planner
from planning.plans import Plan, carry_out
from planning.problems import FieldError
from planning.requests import Prepared, Request
from planning.selections import Selected
from store.databases import Database


class Performing:
    """Carries mutations out, field after field."""

    def __init__(self, graph: Graph, planner: Planner) -> None:
        self._graph = graph
        self._planner = planner

    async def mutate(
        self, prepared: Prepared, database: Database, asker: Asker, desk: Desk
    ) -> Answer:
        """Do what a mutation says, and answer what came of it, as *asker* may see it then.

        Who asks is read again before each further field: what one did counts for the next, such as
        a sign-out, or a right that was taken away.
        """
        data: dict[str, Any] = {}
        errors: list[FieldError] = []
        access: list[dict[str, Any]] = []
        statements = 0
        decided: Decided | None = None
        selections = prepared.selections(self._graph.schema)
        mutation = self._graph.schema.mutation_type
        assert mutation is not None, "validation refuses mutations where there are none"
        try:
            fields = selections.of(mutation, [prepared.operation.definition.selection_set])
            costs = self._costs(prepared, asker, fields)
            asker.spend(sum(costs.values()))
            for asked in fields:
                if asked.name == "__typename":
                    data[asked.key] = mutation.name
                    continue
                if decided is not None:
                    async with database.transaction() as connection:
                        asker = await desk.asker(connection, None)
                data[asked.key], plan, request, begun = await self._perform(
                    prepared, database, asker, desk, asked, costs[asked.key]
                )
                desk = desk.after(begun)
                errors += plan.errors
                access += () if request.silent else plan.access
                statements += plan.statements
                before = () if decided is None else decided.refused
                decided = Decided(request.mask, asker.now, (*before, *plan.refused))
        except Rejected as refusal:
            return refused(refusal.errors)
        return answered(data, errors, access, statements, decided, cost=asker.cost)

    def _costs(
        self, prepared: Prepared, asker: Asker, fields: Iterable[Selected]
    ) -> dict[str, int]:
        """Return what each payload would cost if the work left the asker's rights as they are."""
        if asker.budget is None:
            return {asked.key: 0 for asked in fields}
        request = Request(self._graph, prepared, asker)
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
    ) -> tuple[Any, Plan, Request, int | None]:
        """Do the work of one field and read its payload, for which so much was *paid* before.

        The last that is returned is the session that the work began, if it did.
        """
        bound = self._graph.catalogue.mutations[asked.name]
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
                request = Request(self._graph, prepared, after, outcome_values(bound, outcome))
                plan = self._payload(request, asked)
                after.spend(max(0, plan.cost.amount(request.run.values) - paid))
                shown = await carry_out(plan, request.run, connection)
                if outcome.refused:
                    raise _NotKept
        except _NotKept:
            return shown, plan, request, None
        return shown, plan, request, outcome.session

    def _payload(self, request: Request, asked: Selected) -> Plan:
        bound = self._graph.catalogue.mutations[asked.name]
        key = (request.key, asked.key)
        return self._planner.plan_of(key, request, lambda build: payload(build, bound, asked))


class _NotKept(Exception):
    """Takes a transaction back whose work reports errors."""
