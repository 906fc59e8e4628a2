"""The hub: hears what happens, and shows it to whoever follows it and may see it at that moment."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from access.viewer import Viewer
from gateway.decisions import DecisionLog
from gateway.live.asked_once import AskedOnce
from gateway.live.beginning import begin
from gateway.live.failures import errors_in
from gateway.live.leaving import Leaving
from gateway.live.listener import Listener
from gateway.live.publications import Publications
from gateway.live.registry import Registry
from gateway.live.rights import Rights, read_viewers, state_of
from gateway.live.streams import FAILED, UNHEARD, Ending, Receiver, Stream
from gateway.operations.admission import Admission
from gateway.operations.answering import Answering
from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import Current
from gateway.refusals import Refused
from planning.answers import Answer
from planning.askers import Asker
from planning.requests import Prepared
from store.databases import Reader
from store.errors import DatabaseUnavailable
from store.happenings import Happening

log = logging.getLogger("portal.live")

MOST_UNSHOWN = 10_000
"""So much may have happened that is not shown yet; beyond it streams end, and begin anew."""

TURN = 20
"""After so many streams others are served."""


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
        self._rights = Rights(answering.engine, answering.budgets)
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
            current, now = self._policies.current, self._answering.clock()
            result = await begin(
                self._answering, current, now, prepared, admission, receiver, name
            )
            if isinstance(result, Stream):
                if result.what.target == "Event":
                    async with self._database.connection() as connection:
                        await self._publications.begin(connection, result.network, now)
                check_no_gap()
                self._streams.add(result)
            return result

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
                with self._losing("an event could not be read"):
                    await self._happened(happening)

    async def _happened(self, happening: Happening) -> None:
        """Show one happening to all whom it concerns; the facts of all are read together."""
        streams = self._streams.concerned(happening)
        if not streams:
            return
        current, now = self._policies.current, self._answering.clock()
        async with self._database.connection() as connection:
            viewers = await read_viewers(connection, happening.network, streams, now)
            reading = AskedOnce(connection)
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
                with self._losing("rights could not be read"):
                    await self._look_at(network)

    async def _look_at(self, network: str) -> None:
        """End the streams whose right has ended, and tell of rights that are others."""
        streams = self._streams.of(network)
        current, now = self._policies.current, self._answering.clock()
        async with self._database.connection() as connection:
            viewers = await read_viewers(connection, network, streams, now)
            for number, stream in enumerate(streams):
                await _let_others(number)
                with self._guarded(stream):
                    asker = await self._asker(stream, viewers, current, now)
                    if asker is None or stream.state == (state := state_of(asker)):
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
        found = await self._rights.asker(stream, viewers, current, now)
        if isinstance(found, Asker):
            return found
        self._end(stream, found)
        return None

    async def _event(
        self, stream: Stream, reader: Reader, asker: Asker, record: int | None
    ) -> None:
        answer = await self._engine.event(
            stream.prepared, reader, asker, stream.what, record
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
        except Refused as refusal:  # it costs more than is left
            self._end(stream, errors_in(refusal.body())[0])
        except Exception:
            log.exception("%s: a stream failed", stream.name)
            self._end(stream, FAILED)

    @contextmanager
    def _losing(self, what: str) -> Iterator[None]:
        """End all streams where the block fails, whatever it fails of; the hub goes on."""
        try:
            yield
        except DatabaseUnavailable as error:
            log.warning("%s: %s", what, error)
            self._lose()
        except Exception:
            log.exception("%s; all streams end", what)
            self._lose()

    def _lose(self) -> None:
        """End all streams: what they may see cannot be known, or something may be missed."""
        for stream in self._streams:
            self._end(stream, UNHEARD)


async def _let_others(number: int) -> None:
    """Let the event loop serve others after every few streams."""
    if number % TURN == TURN - 1:
        await asyncio.sleep(0)
