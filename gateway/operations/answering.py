"""One request between its form and its answer: who asks, where, and what the engine makes of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic

from access.viewer import ANONYMOUS, Viewer
from gateway.clock import Clock
from gateway.http.requests import Operation
from gateway.operations.admission import Admission
from gateway.operations.budgets import Budgets, OperationBudget
from gateway.operations.inquiring import inquire
from gateway.operations.kinds import check_kind
from gateway.operations.reading import Reading
from gateway.operations.rehearsing import Stage
from gateway.operations.services import Services
from gateway.operations.viewers import find_viewer, load_viewer, viewer_of
from gateway.policies.loading import Current
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.requests import Prepared
from resolvers.kept_policies import KeptPolicies
from store.databases import Connection, Database
from store.facts_loader import FactsLoader
from store.shared_reads import SharedReads, WaitedTooLong
from store.write_marks import leave_mark

FRESH_SECONDS = 0.05
"""Facts that were waited with for longer, for a connection or for a plan, are read again."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers operations; holds nothing that belongs to one of them.

    Who asks is read by `facts`, and what takes one statement by `reads`: both together with whoever
    asks at the same time. With `reading` queries are answered from replicas, where one is fit; all
    else is asked of the database itself, and what a session changes leaves a mark there.
    """

    engine: Engine
    database: Database
    facts: FactsLoader
    reads: SharedReads
    services: Services
    clock: Clock
    budgets: Budgets
    kept: KeptPolicies = field(default_factory=KeptPolicies)
    reading: Reading | None = None

    async def answer(
        self, admission: Admission, operation: Operation, current: Current
    ) -> Answer:
        """Answer *operation* for whoever was admitted, under the policies of *current* alone.

        Raises:
            Refused: where the session does not hold, or the kind of operation forbids it.
            DatabaseUnavailable: where the facts or the rows cannot be had.
        """
        if operation.preview is not None:
            stage = Stage(self.engine, self.database, self.clock, self.budgets, self.kept)
            return await stage.answer(admission, operation, operation.preview, current)
        portal, session = admission.portal, admission.session
        prepared = await self.engine.preparing.prepare_aside(
            operation.query, operation.name, operation.variables, size=operation.size
        )
        if isinstance(prepared, Answer):
            return prepared
        check_kind(prepared, safe=operation.safe)
        budget = self.budgets.of_operation(admission)
        anonymous = Asker(
            current.policies, ANONYMOUS(portal.root), portal.id, self.clock(), budget=budget
        )
        if prepared.is_mutation:
            return await self._mutate(prepared, anonymous, session, admission)
        if session is not None and self.engine.inquires(prepared):
            return await self._inquire(prepared, anonymous, session)
        if self.reading is not None:
            answer = await self.reading.answer(prepared, anonymous, session)
            if answer is not None:
                return answer
            budget.begin_again()
        if prepared.needs_snapshot:
            return await self._read_at_once(prepared, anonymous, session)
        return await self._read(prepared, anonymous, session, budget)

    async def _read(
        self, prepared: Prepared, anonymous: Asker, session: int | None, budget: OperationBudget
    ) -> Answer:
        """Answer a query that takes one statement, sent while the facts are still fresh."""
        asker = await self._asker(anonymous, session)
        known = monotonic()
        if not self.engine.is_planned(prepared, asker):
            await self.engine.plan_aside(prepared, asker)
        if monotonic() - known <= FRESH_SECONDS:
            with suppress(WaitedTooLong):
                return await self.engine.run(prepared, self.reads, asker)
            budget.begin_again()
        async with self.database.connection() as connection:
            asker = await _asker(connection, anonymous, session)
            return await self.engine.run(prepared, connection, asker)

    async def _read_at_once(
        self, prepared: Prepared, anonymous: Asker, session: int | None
    ) -> Answer:
        """Answer a query whose statements, and that for the facts, see the same moment."""
        async with self.database.snapshot() as connection:
            asker = await _asker(connection, anonymous, session)
            if self.engine.is_planned(prepared, asker):
                return await self.engine.run(prepared, connection, asker)
        await self.engine.plan_aside(prepared, asker)  # with no connection in hand meanwhile
        async with self.database.snapshot() as connection:
            asker = await _asker(connection, anonymous, session)
            return await self.engine.run(prepared, connection, asker)

    async def _inquire(self, prepared: Prepared, anonymous: Asker, session: int) -> Answer:
        asker = await self._asker(anonymous, session)
        asker = await inquire(self.engine, self.database, self.kept, prepared, asker)
        if not self.engine.is_planned(prepared, asker):
            await self.engine.plan_aside(prepared, asker)
        async with self.database.snapshot() as connection:
            return await self.engine.run(prepared, connection, asker)

    async def _asker(self, anonymous: Asker, session: int | None) -> Asker:
        """Read who asks. Raises what `gateway.operations.viewers.viewer_of` raises."""
        if session is None:
            return anonymous
        network, now = anonymous.viewer.network, anonymous.now
        return _as(await load_viewer(self.facts, session, network, now), anonymous)

    async def _mutate(
        self, prepared: Prepared, anonymous: Asker, session: int | None, admission: Admission
    ) -> Answer:
        asker = await self._asker(anonymous, session)
        services = replace(
            self.services, session=session, client=admission.client, jar=admission.jar
        )
        desk = FrontDesk(services, anonymous, session, marks=self.reading is not None)
        return await self.engine.performing.mutate(prepared, self.database, asker, desk)


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """What one mutation gets from the gateway, see `planning.askers.Desk`.

    Where it `marks`, the work leaves its mark in the session, see `store.write_marks`.
    """

    services: Services
    anonymous: Asker
    session: int | None
    marks: bool = False

    async def asker(self, connection: Connection, session: int | None) -> Asker:
        """Read who asks once the work is done: in *session*, if it began one, else in their own.

        A session that the work has ended leaves an anonymous visitor.
        """
        asked = self.session if session is None else session
        if asked is None:
            return self.anonymous
        before = self.anonymous
        if self.marks:
            await leave_mark(connection, before.viewer.network, asked)
        viewer = await find_viewer(connection, asked, before.viewer.network, before.now)
        return before if viewer is None else _as(viewer, before)

    def after(self, session: int | None) -> FrontDesk:
        """Return the desk of further work: in a cookie a new session takes the place of theirs."""
        if session is None or self.services.jar is None:
            return self
        return replace(self, session=session, services=replace(self.services, session=session))


async def _asker(connection: Connection, anonymous: Asker, session: int | None) -> Asker:
    if session is None:
        return anonymous
    viewer = await viewer_of(connection, session, anonymous.viewer.network, anonymous.now)
    return _as(viewer, anonymous)


def _as(viewer: Viewer, anonymous: Asker) -> Asker:
    """The same question, asked by *viewer*."""
    return Asker(
        anonymous.policies, viewer, anonymous.portal, anonymous.now, budget=anonymous.budget
    )
