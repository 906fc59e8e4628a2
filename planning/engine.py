"""The one path from an operation to its answer: prepare, mask, plan, rows, bytes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLSchema

from planning import inquiries
from planning.answers import Answer, Decided, answered, refused
from planning.askers import Asker
from planning.catalogue import Catalogue
from planning.following import HAPPENED, Following, following, over
from planning.graph import Graph
from planning.limits import Limits
from planning.masked_schema import MaskedSchemas
from planning.operations import Rejected
from planning.performing import Performing
from planning.planner import Planner
from planning.plans import Plan, carry_out
from planning.preparing import Preparing
from planning.requests import Prepared, Request
from planning.turns import LONG_TEXT, Turns
from store.databases import Reader


class Engine:
    """Answers operations over one schema for one kind of database.

    They are prepared by `preparing` and planned by `planner`; mutations are carried out by
    `performing`, all else here. *secret* signs cursors. Documents and plans are kept, as many as
    *limits* say.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        catalogue: Catalogue,
        dialect: sa.Dialect,
        limits: Limits,
        secret: bytes,
        planner: Callable[[sa.Dialect, Limits], Planner] = Planner,
    ) -> None:
        self.masked_schemas = MaskedSchemas(schema, catalogue)
        self.graph = Graph(
            schema, catalogue, dialect.name, limits, secret, self.masked_schemas.of
        )
        self.turns = Turns()
        self.preparing = Preparing(schema, catalogue.rowless, limits, self.turns)
        self.planner = planner(dialect, limits)
        self.performing = Performing(self.graph, self.planner)
        self._inquiries = catalogue.inquiries.keys()

    async def plan_aside(self, prepared: Prepared, asker: Asker) -> None:
        """Plan an operation before it is run, without holding up others. Raises Busy."""
        await self.turns.take(partial(self._plan_ahead, prepared, asker))

    def is_planned(self, prepared: Prepared, asker: Asker) -> bool:
        """Whether an operation can be run without holding up others: short, or planned already."""
        if prepared.operation.length <= LONG_TEXT:
            return True
        try:
            return Request(self.graph, prepared, asker).key in self.planner.plans
        except Rejected:
            return True

    def _plan_ahead(self, prepared: Prepared, asker: Asker) -> None:
        """Plan as far as that is possible; what is refused is refused when it is run."""
        with suppress(Rejected):
            self.planner.plan(Request(self.graph, prepared, asker))

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
        """Answer a query, all of its statements by *reader*. Raises Busy."""
        try:
            request = Request(self.graph, prepared, asker)
            plan = self.planner.plan(request)
        except Rejected as refusal:
            return refused(refusal.errors)
        asker.spend(plan.cost.amount(request.run.values))
        data = await carry_out(plan, request.run, reader, self.turns)
        return _answered(plan, request, asker, data)

    def follow(self, prepared: Prepared, asker: Asker) -> Following | Answer:
        """Return what a subscription follows, or the answer that refuses it.

        It is paid for like one event, and each event is paid for again.
        """
        try:
            request = Request(self.graph, prepared, asker)
            what = following(self.graph, prepared, request)
            plan = self.planner.plan(request)
        except Rejected as refusal:
            return refused(refusal.errors)
        asker.spend(plan.cost.amount(request.run.values))
        return what

    def over(self, prepared: Prepared, asker: Asker, what: Following) -> dict[str, Any] | None:
        """Return why *asker* may not follow this (any more), as an error; None where they may."""
        try:
            request = Request(self.graph, prepared, asker)
            plan = self.planner.plan(request)
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

        `over` was asked for the same *asker* before. Raises what their budget raises.
        """
        request = Request(self.graph, prepared, asker, {HAPPENED: record})
        plan = self.planner.plan(request)
        data = await carry_out(plan, request.run, reader)
        if data[what.key] is None:
            return None  # and costs nothing: what is left would tell that something happened
        asker.spend(plan.cost.amount(request.run.values))
        return _answered(plan, request, asker, data)


def _answered(plan: Plan, request: Request, asker: Asker, data: dict[str, Any]) -> Answer:
    told = None if asker.rehearsal is None else asker.rehearsal.told
    is_public = request.is_from_a_stranger and asker.rehearsal is None
    rows = plan.rows if is_public else None
    return answered(
        data, plan.errors, () if request.silent else plan.access, plan.statements,
        Decided(request.mask, asker.now, plan.refused, rows), told, asker.cost,
    )
