"""Queries read from a replica: rows from the copy, and who asks from the database itself.

What is true of the viewer never comes from a copy, so that a right that is lost is lost at once.
And where their session has changed something, a copy is asked only once it holds that.
"""

from __future__ import annotations

import asyncio

from gateway.operations.viewers import holding
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.requests import Prepared
from planning.viewers import viewer_from
from store.errors import DatabaseUnavailable
from store.facts_loader import FactsLoader
from store.log_positions import PATIENCE_SECONDS
from store.replicas import Replica, Replicas


class Reading:
    """Answers queries from replicas, where one is fit to answer; *facts* come from the primary."""

    def __init__(self, engine: Engine, facts: FactsLoader, replicas: Replicas) -> None:
        self._engine = engine
        self._facts = facts
        self._replicas = replicas

    async def answer(
        self, prepared: Prepared, anonymous: Asker, session: int | None
    ) -> Answer | None:
        """Answer a query; None where the database itself is to be asked.

        Raises:
            Refused: 401, where the session does not hold any more; or it would cost too much.
            Busy: where too much waits to be planned.
            DatabaseUnavailable: where the facts about the viewer cannot be had.
        """
        replica = self._replicas.choose()
        if replica is None:
            return None
        asker, mark = anonymous, 0
        if session is not None:
            network = anonymous.viewer.network
            facts = holding(await self._facts.of(session, network, anonymous.now))
            asker, mark = anonymous._replace(viewer=viewer_from(facts, network)), facts.writes
        if not self._engine.is_planned(prepared, asker):
            await self._engine.plan_aside(prepared, asker)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await self._read(replica, prepared, asker, session, mark)
        except TimeoutError:
            replica.lose("it does not answer in time")
            answer = None
        except DatabaseUnavailable as error:
            replica.lose(str(error))
            answer = None
        if answer is None:
            self._replicas.missed += 1
        else:
            replica.asked += 1
        return answer

    async def _read(
        self, replica: Replica, prepared: Prepared, asker: Asker, session: int | None, mark: int
    ) -> Answer | None:
        async with replica.reading(snapshot=prepared.needs_snapshot) as connection:
            network = asker.viewer.network
            if session is not None and not await replica.holds(connection, network, session, mark):
                return None
            return await self._engine.run(prepared, connection, asker)
