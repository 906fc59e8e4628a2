"""Beginning to follow something: who asks is read, and whether they may is asked, as of a query."""

from __future__ import annotations

import datetime as dt

from access.viewer import ANONYMOUS
from gateway.live.rights import state_of
from gateway.live.streams import Receiver, Stream
from gateway.operations.admission import Admission
from gateway.operations.answering import Answering
from gateway.operations.viewers import load_viewer
from gateway.policies.loading import Current
from planning.answers import Answer, refused
from planning.askers import Asker
from planning.requests import Prepared


async def begin(
    answering: Answering,
    current: Current,
    now: dt.datetime,
    prepared: Prepared,
    admission: Admission,
    receiver: Receiver,
    name: str,
) -> Stream | Answer:
    """Return the stream of an operation that was let in, or the answer that refuses it.

    Raises:
        Refused: 401, where the session does not hold any more; 429, where too much was spent.
        DatabaseUnavailable: where rights cannot be read.
        Busy: where too much waits to be planned.
    """
    engine, portal, session = answering.engine, admission.portal, admission.session
    viewer = ANONYMOUS(portal.root)
    if session is not None:
        viewer = await load_viewer(answering.facts, session, portal.root, now)
    budget = answering.budgets.of_operation(admission)
    asker = Asker(current.policies, viewer, portal.id, now, budget=budget)
    if not engine.is_planned(prepared, asker):
        await engine.plan_aside(prepared, asker)
    what = engine.follow(prepared, asker)
    if isinstance(what, Answer):
        return what
    error = engine.over(prepared, asker, what)
    if error is not None:
        return refused([error])
    return Stream(
        prepared, what, admission, receiver, name, viewer.customer, state_of(asker)
    )  # fmt: skip
