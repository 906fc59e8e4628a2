"""What those who follow something may see now: asked anew each time, of facts and rules of then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from access.viewer import ANONYMOUS, Viewer
from gateway.live.streams import MOVED, SIGNED_OUT, Ending, Stream
from gateway.operations.budgets import Budgets
from gateway.operations.viewers import viewer_from
from gateway.policies.loading import Current
from planning.askers import Asker
from planning.engine import Engine
from planning.turns import Busy
from store.databases import Connection
from store.facts import read_facts

AT_ONCE = 1_000
"""The facts of so many sessions are read in one statement."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Asks whether streams may go on."""

    engine: Engine
    budgets: Budgets

    async def asker(
        self,
        stream: Stream,
        viewers: Mapping[int, Viewer],
        current: Current,
        now: dt.datetime,
    ) -> Asker | Ending:
        """Return who follows the stream now, or why they may not any more."""
        viewer: Viewer | None = ANONYMOUS(stream.network)
        if stream.session is not None:
            viewer = viewers.get(stream.session)
        if viewer is None or (stream.expires is not None and stream.expires <= now.timestamp()):
            return SIGNED_OUT
        if stream.portal not in current.policies.tree:
            return MOVED
        budget = self.budgets.of_operation(stream.admission)
        asker = Asker(current.policies, viewer, stream.portal, now, budget=budget)
        if not self.engine.is_planned(stream.prepared, asker):
            with suppress(Busy):  # then it is planned here
                await self.engine.plan_aside(stream.prepared, asker)
        if stream.state == state_of(asker):
            return asker  # as it was when it was asked whether they may
        return self.engine.over(stream.prepared, asker, stream.what) or asker


def state_of(asker: Asker) -> tuple[object, ...]:
    """All that the rights of *asker* depend on: who they are, the rules, and what is dated."""
    return asker.viewer, asker.policies.hash, asker.mask().key


async def read_viewers(
    connection: Connection, network: str, streams: Collection[Stream], now: dt.datetime
) -> dict[int, Viewer]:
    """Read who is behind the sessions of *streams*; those that do not hold are not in it."""
    sessions = sorted({each.session for each in streams if each.session is not None})
    found: dict[int, Viewer] = {}
    for begin in range(0, len(sessions), AT_ONCE):
        facts = await read_facts(connection, network, sessions[begin : begin + AT_ONCE], now)
        for session, fact in facts.items():
            if fact.valid:
                found[session] = viewer_from(fact, network)
    return found
