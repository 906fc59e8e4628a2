"""The hub: hears what happens, and shows it to whoever follows it and may see it at that moment."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from access.viewer import ANONYMOUS, Viewer
from gateway.admission import Admission
from gateway.answering import Answering
from gateway.decisions import DecisionLog
from gateway.live.leaving import Leaving
from gateway.live.listener import Listener
from gateway.live.publications import Publications
from gateway.live.registry import Registry
from gateway.live.shared_reading import SharedReading
from gateway.live.streams import FAILED, MOVED, SIGNED_OUT, UNHEARD, Ending, Receiver, Stream
from gateway.policies import Current, PolicyHolder
from gateway.viewers import viewer_from, viewer_of
from planning.answers import Answer, refused
from planning.askers import Asker
from planning.requests import Prepared
from planning.turns import Busy
from store.databases import Connection
from store.errors import DatabaseUnavailable
from store.facts import read_facts
from store.happenings import Happening

log = logging.getLogger("portal.live")

MOST_UNSHOWN = 10_000
"""So much may have happened that is not shown yet; beyond it streams end, and begin anew."""

TURN = 20
"""After so many streams others are served."""

AT_ONCE = 1_000
"""The facts of so many sessions are read in one statement."""


class Hub:
    """All streams of one process. Nothing about a viewer is kept but what is compared.

    `sent` counts events, `statements` what was sent to the database for them, besides what is read
    of those who follow; `ended` counts streams that the gateway ended. `leaving` tells that the
    process is to stop.
    """

    def __init__(
        self,
        answering: Answering,
        policies: PolicyHolder,
        look_seconds: float,
        decisions: DecisionLog | None = None,
    ) -> None:
        """Look every *look_seconds* whether those who follow something still may."""
        self._answering = answering
        self._engine = answering.engine
        self._database = answering.database
        self._policies = policies
        self._look_seconds = look_seconds
        self._decisions = decisions
        self._streams = Registry()
        self._publications = Publications()
        self._unshown: dict[Happening, None] = {}
        self._news = asyncio.Event()
        self._listener = Listener(
            self._database, self.take, self._lose, lambda: bool(len(self._streams))
        )
        self.leaving = Leaving()
        self.sent = 0
        self.statements = 0
        self.ended = 0

    @property
    def hears(self) -> bool:
        """Whether the database is listened to, as it is while anything is followed."""
        return self._listener.is_on

    def __len__(self) -> int:
        return len(self._streams)

    async def follow(
        self,
        prepared: Prepared,
        admission: Admission,
        receiver: Receiver,
        name: str,
    ) -> Stream | Answer:
        """Begin a stream, or return the answer that refuses it.

        Raises:
            Refused: 401, where the session does not hold any more; 429, where too much was spent.
            DatabaseUnavailable: where rights cannot be read, or nothing would be heard.
            Busy: where too much waits to be planned.
        """
        async with self._listener.without_a_gap() as check_no_gap:
            result = await self._begun(prepared, admission, receiver, name)
            if isinstance(result, Stream):
                check_no_gap()
                self._streams.add(result)
            return result

    async def _begun(
        self, prepared: Prepared, admission: Admission, receiver: Receiver, name: str
    ) -> Stream | Answer:
        current, now = self._policies.current, self._answering.clock()
        portal, session = admission.portal, admission.session
        viewer = ANONYMOUS(portal.root)
        if session is not None:
            async with self._database.connection() as connection:
                viewer = await viewer_of(connection, session, portal.root, now)
        budget = self._answering.budgets.of_operation(admission)
        asker = Asker(current.policies, viewer, portal.id, now, budget=budget)
        if not self._engine.is_planned(prepared, asker):
            await self._engine.plan_aside(prepared, asker)
        what = self._engine.follow(prepared, asker)
        if isinstance(what, Answer):
            return what
        error = self._engine.over(prepared, asker, what)
        if error is not None:
            return refused([error])
        if what.target == "Event":
            async with self._database.connection() as connection:
                await self._publications.begin(connection, portal.root, now)
        return Stream(
            prepared, what, portal.id, portal.root, session, admission.expires, receiver, name,
            viewer.customer, _state(asker),
        )

    def drop(self, stream: Stream) -> None:
        """Forget a stream, since its client went or took leave of it."""
        stream.is_over = True
        self._streams.drop(stream)
        if not self._streams.follows(stream.network, "Event"):
            self._publications.forget(stream.network)

    # ---------------------------------------------------------------- at work

    async def run(self) -> None:
        """Hear, show and look, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listener.run())
            tasks.create_task(self._show_all())
            tasks.create_task(self._look())

    def take(self, happening: Happening) -> None:
        """Have *happening* shown; the same thing twice is shown once, as it is then."""
        if not self._streams.concerns_any(happening):
            return
        if len(self._unshown) >= MOST_UNSHOWN:
            log.warning("more happens than can be shown; streams end")
            self._unshown.clear()
            self._lose()
            return
        self._unshown[happening] = None
        self._news.set()

    async def _show_all(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            unshown, self._unshown = self._unshown, {}
            for happening in unshown:
                try:
                    await self._happened(happening)
                except DatabaseUnavailable as error:
                    log.warning("an event could not be read: %s", error)
                    self._lose()

    async def _happened(self, happening: Happening) -> None:
        """Show one happening to all whom it concerns; the facts of all are read together."""
        streams = self._streams.concerned(happening)
        if not streams:
            return
        current, now = self._policies.current, self._answering.clock()
        async with self._database.connection() as connection:
            viewers = await _viewers(connection, happening.network, streams, now)
            reading = SharedReading(connection)
            for number, stream in enumerate(streams):
                await _let_others(number)
                with self._guarded(stream):
                    asker = await self._asker(stream, viewers, current, now)
                    if asker is not None:
                        await self._event(stream, reading, asker, happening.record)
            self.statements += reading.statements

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._look_seconds)
            for network in self._streams.networks:
                try:
                    await self._look_at(network)
                except DatabaseUnavailable as error:
                    log.warning("rights could not be read: %s", error)
                    self._lose()

    async def _look_at(self, network: str) -> None:
        """End the streams whose right has ended, and tell of rights that are others."""
        streams = self._streams.of(network)
        current, now = self._policies.current, self._answering.clock()
        async with self._database.connection() as connection:
            viewers = await _viewers(connection, network, streams, now)
            for number, stream in enumerate(streams):
                await _let_others(number)
                with self._guarded(stream):
                    asker = await self._asker(stream, viewers, current, now)
                    if asker is None or stream.state == (state := _state(asker)):
                        continue
                    stream.state = state
                    if stream.what.target is None:
                        await self._event(stream, connection, asker, None)
            if self._streams.follows(network, "Event"):
                for event in await self._publications.since(connection, network, now):
                    self.take(Happening(network, "Event", event))

    # ---------------------------------------------------------------- one stream

    async def _asker(
        self,
        stream: Stream,
        viewers: Mapping[int, Viewer],
        current: Current,
        now: dt.datetime,
    ) -> Asker | None:
        """Return who follows the stream now; None where they may not, and it has ended."""
        if stream.is_over:
            return None
        viewer: Viewer | None = ANONYMOUS(stream.network)
        if stream.session is not None:
            viewer = viewers.get(stream.session)
        if viewer is None or (stream.expires is not None and stream.expires <= now.timestamp()):
            self._end(stream, SIGNED_OUT)
            return None
        if stream.portal not in current.policies.tree:
            self._end(stream, MOVED)
            return None
        asker = Asker(current.policies, viewer, stream.portal, now)
        if not self._engine.is_planned(stream.prepared, asker):
            with suppress(Busy):  # then it is planned here
                await self._engine.plan_aside(stream.prepared, asker)
        if stream.state == _state(asker):
            return asker  # as it was when it was asked whether they may
        error = self._engine.over(stream.prepared, asker, stream.what)
        if error is not None:
            self._end(stream, error)
            return None
        return asker

    async def _event(
        self, stream: Stream, connection: Connection, asker: Asker, record: int | None
    ) -> None:
        answer = await self._engine.event(
            stream.prepared, connection, asker, stream.what, record
        )
        if answer is None or stream.is_over:
            return
        self.sent += 1
        stream.receiver.show(answer.body)
        if self._decisions is not None and answer.decided is not None:
            self._decisions.note(stream.name, asker.policies.hash, answer.decided)

    def _end(self, stream: Stream, why: Ending) -> None:
        if not stream.is_over:
            self.drop(stream)
            self.ended += 1
            stream.receiver.end(why)

    @contextmanager
    def _guarded(self, stream: Stream) -> Iterator[None]:
        """See to it that what breaks one stream breaks no other."""
        try:
            yield
        except DatabaseUnavailable:
            raise
        except Exception:
            log.exception("%s: a stream failed", stream.name)
            self._end(stream, FAILED)

    def _lose(self) -> None:
        """End all streams: what they may see cannot be known, or something may be missed."""
        for stream in self._streams:
            self._end(stream, UNHEARD)


def _state(asker: Asker) -> tuple[object, ...]:
    """All that the rights of *asker* depend on: who they are, the rules, and what is dated."""
    return asker.viewer, asker.policies.hash, asker.mask().key


async def _viewers(
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


async def _let_others(number: int) -> None:
    """Let the event loop serve others after every few streams."""
    if number % TURN == TURN - 1:
        await asyncio.sleep(0)
