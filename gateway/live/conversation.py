"""One WebSocket, from its acceptance to its close: messages in, answers and events out."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from gateway.http.heads import Head
from gateway.http.requests import operation_of
from gateway.live import closings, messages
from gateway.live.closings import Closing
from gateway.live.failures import FORESEEN, errors_in, errors_of, unforeseen
from gateway.live.messages import Message, NoMessage, read_message
from gateway.live.outbox import Outbox
from gateway.live.reception import Reception
from gateway.live.streams import Ending, Stream
from gateway.refusals import Refused
from gateway.settings import Live
from planning.answers import Answer
from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.live")

ENDS_ALL = {"UNAUTHENTICATED": closings.FORBIDDEN, "DATABASE_UNAVAILABLE": closings.TRY_AGAIN}
"""Endings after which no other stream of the same connection could go on."""

TURN = 16
"""After so many messages of one client others are served."""

IN_PLACE_OF_HEADERS = {
    "authorization": "authorization", "x-portal": "portal", "x-session": "session"
}
"""Entries of `connection_init`, and what they say of the head."""

MOST_HEADER = 4_000
"""Characters of an entry of `connection_init` that stands for a header."""


class Conversation:
    """What is known of one connection; it ends with it."""

    def __init__(
        self, socket: WebSocket, head: Head, reception: Reception, settings: Live, name: str
    ) -> None:
        """Speak over *socket*, whose handshake said *head*; the log calls it *name*."""
        self._socket = socket
        self._head = head
        self._reception = reception
        self._settings = settings
        self._name = name
        self._outbox = Outbox(settings.waiting_kilobytes * 1024)
        self._operations: dict[str, Operating] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_begun = False
        self._is_acknowledged = False
        self._closing: Closing | None = None

    async def run(self) -> None:
        """Speak until one of both sides ends it."""
        loop = asyncio.get_running_loop()
        patience = loop.call_later(
            self._settings.begin_seconds, self._unless_begun, closings.TIMEOUT
        )
        reader = asyncio.create_task(self._read())
        try:
            with self._reception.hub.leaving.telling(self._leave):
                await self._write()
        finally:
            patience.cancel()
            reader.cancel()
            for operating in self._operations.values():
                operating.stop()
            await asyncio.gather(reader, *self._tasks, return_exceptions=True)

    def close(self, closing: Closing) -> None:
        """Close the connection once what waits is sent."""
        if self._closing is None:
            self._closing = closing
            self._outbox.close(at_once=closing is closings.SLOW)

    def say(self, message: bytes) -> None:
        """Have *message* sent; whoever does not read what was sent is sent no more."""
        if not self._outbox.put(message):
            self.close(closings.SLOW)

    def forget(self, operating: Operating) -> bool:
        """Let an operation go, and its id with it; say whether it was still there."""
        if self._operations.get(operating.name) is not operating:
            return False
        del self._operations[operating.name]
        return True

    async def _write(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # the client has gone
            while (message := await self._outbox.get()) is not None:
                await self._socket.send_text(message.decode())
            if self._closing is not None:
                await self._socket.close(*self._closing)

    def _leave(self) -> None:
        self.close(closings.LEAVING)

    def _unless_begun(self, closing: Closing) -> None:
        if not self._has_begun:
            self.close(closing)

    async def _read(self) -> None:
        try:
            for number in itertools.count(1):
                if number % TURN == 0:
                    await asyncio.sleep(0)  # what waits already can be taken without a pause
                received = await self._socket.receive()
                if received["type"] == "websocket.disconnect":
                    self._outbox.close(at_once=True)
                    return
                await self._take(read_message(received.get("text")))
        except NoMessage:
            self.close(closings.INVALID)
        except Exception:
            log.exception("%s: a connection failed", self._name)
            self.close(closings.INTERNAL)

    async def _take(self, message: Message) -> None:
        match message.kind:
            case "connection_init":
                await self._begin(message)
            case "ping":
                self.say(messages.pong(message.payload))
            case "subscribe":
                self._subscribe(message)
            case "complete":
                operating = self._operations.pop(message.id, None)
                if operating is not None:
                    operating.stop()
            case _:
                pass  # a pong asks for nothing

    async def _begin(self, message: Message) -> None:
        if self._has_begun:
            self.close(closings.AGAIN)
            return
        self._has_begun = True
        self._head = self._head._replace(**_said_in_place_of_headers(message.payload or {}))
        try:
            await self._reception.admit(self._head)
        except Refused as refusal:
            unknown = Closing(4400, f"{refusal.code}: {refusal.message}")
            self.close(closings.FORBIDDEN if refusal.status in (401, 403) else unknown)
        except DatabaseUnavailable:
            self.close(closings.TRY_AGAIN)
        else:
            self._is_acknowledged = True
            self.say(messages.ACKNOWLEDGED)

    def _subscribe(self, message: Message) -> None:
        if not self._is_acknowledged:
            self.close(closings.UNAUTHORIZED)
        elif message.id in self._operations:
            self.close(closings.exists_already(message.id))
        elif max(len(self._operations), len(self._tasks)) >= self._settings.streams_each:
            refusal = Refused(
                429, "TOO_MANY_STREAMS",
                f"One connection follows at most {self._settings.streams_each} things at a time.",
            )
            self.say(messages.error_message(message.id, errors_in(refusal.body())))
        elif self._closing is None:
            operating = Operating(message.id, self)
            self._operations[message.id] = operating
            task = asyncio.create_task(self._operate(operating, message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _operate(self, operating: Operating, message: Message) -> None:
        try:
            operation = operation_of(message.payload or {}, safe=False, size=message.size)
        except Refused:
            self.close(closings.INVALID)
            return
        try:
            result = await self._reception.take(self._head, operation, operating, self._name)
        except FORESEEN as failure:
            if isinstance(failure, DatabaseUnavailable):
                self._reception.outage.note(failure, self._name)
            operating.end_with(errors_of(failure))
            return
        except Exception:
            log.exception("%s: an operation failed", self._name)
            operating.end_with(unforeseen(self._name))
            return
        if isinstance(result, Stream):
            operating.carry(result, self._reception)
        else:
            operating.answer(result)


class Operating:
    """One operation of a connection, under the id that the client gave it."""

    def __init__(self, name: str, conversation: Conversation) -> None:
        self.name = name
        self._conversation = conversation
        self._is_over = False
        self._stream: Stream | None = None
        self._reception: Reception | None = None

    def carry(self, stream: Stream, reception: Reception) -> None:
        """Carry *stream* to the client, unless it has taken leave meanwhile."""
        self._stream, self._reception = stream, reception
        if self._is_over:
            reception.hub.drop(stream)

    def answer(self, answer: Answer) -> None:
        """Send the one answer of a query or mutation, or the errors that refuse the operation."""
        if answer.status != 200:  # it was refused before anything was asked of a database
            self.end_with(errors_in(answer.body))
        elif self._conversation.forget(self):
            self._conversation.say(messages.next_message(self.name, answer.body))
            self._conversation.say(messages.complete_message(self.name))

    def show(self, body: bytes) -> None:
        """Send an event."""
        if not self._is_over:
            self._conversation.say(messages.next_message(self.name, body))

    def end(self, ending: Ending) -> None:
        """Send that the stream is over, and why."""
        self.end_with([dict(ending)])

    def end_with(self, errors: list[dict[str, Any]]) -> None:
        """Send that the operation is over, with *errors*; some are about the whole connection."""
        if not self._conversation.forget(self):
            return
        self._is_over = True
        self._conversation.say(messages.error_message(self.name, errors))
        code = errors[0].get("extensions", {}).get("code")
        if code in ENDS_ALL:
            self._conversation.close(ENDS_ALL[code])

    def stop(self) -> None:
        """Send no more: the client has taken leave. What a mutation does is done all the same."""
        self._is_over = True
        if self._stream is not None and self._reception is not None:
            self._reception.hub.drop(self._stream)


def _said_in_place_of_headers(payload: Mapping[str, Any]) -> dict[str, str]:
    """Return token and portal of `connection_init`: browsers send no headers with a WebSocket.

    Raises:
        NoMessage: where one of them is no text, or stands twice: whoever is in between may have
            read the other one.
    """
    given = {name.lower(): value for name, value in payload.items()}
    if len(given) < len(payload):
        raise NoMessage
    found = {}
    for name, attribute in IN_PLACE_OF_HEADERS.items():
        value = given.get(name)
        if value is None:
            continue
        if not isinstance(value, str) or len(value) > MOST_HEADER:
            raise NoMessage
        found[attribute] = value
    return found
