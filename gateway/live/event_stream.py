"""Streams over HTTP: a request for each operation, and its events in the answer's body."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Any

from starlette.types import Receive, Scope, Send

from gateway.http.heads import Head
from gateway.http.negotiation import names_server_sent
from gateway.http.replies import Headers, Reply
from gateway.http.requests import Operation
from gateway.live.framing import MULTIPART, SERVER_SENT, Framing
from gateway.live.outbox import Outbox
from gateway.live.reception import Reception
from gateway.live.streams import Ending, Stream
from gateway.settings import Live

QUIET_SECONDS = 12.0
"""After so long without an event it is said that there is none."""

UNBUFFERED: Headers = [(b"x-accel-buffering", b"no")]


class EventStreams:
    """Answers requests that take a stream, in the framing that they name."""

    def __init__(self, reception: Reception, settings: Live) -> None:
        self._reception = reception
        self._most_bytes = settings.waiting_kilobytes * 1024

    async def follows(self, operation: Operation, name: str) -> bool:
        """Whether an operation can only be answered as a stream. Raises what `reply` raises."""
        return await self._reception.follows(self._reception.find(operation, name))

    async def reply(self, head: Head, operation: Operation, receive: Receive, name: str) -> Reply:
        """Answer with one event, or with a stream of them.

        Raises:
            Refused: where portal, credential or capacity forbid it.
            Busy: where too much waits already.
            DatabaseUnavailable: where facts or rows cannot be had.
        """
        with ExitStack() as held:
            held.enter_context(self._reception.places.place(head.client))
            framing = SERVER_SENT if names_server_sent(head.accept) else MULTIPART
            carrier = Carrier(Outbox(self._most_bytes), framing)
            result = await self._reception.take(head, operation, carrier, name)
            if not isinstance(result, Stream):
                body = framing.opening + framing.event(result.body) + framing.complete
                return Reply(200, body, framing.media_type, UNBUFFERED, result.codes)
            return StreamReply(
                200, b"", framing.media_type, UNBUFFERED,
                stream=result, carrier=carrier, reception=self._reception, receive=receive,
                held=held.pop_all(),
            )


class Carrier:
    """Puts the events of one stream where they wait to be sent, in its framing."""

    def __init__(self, outbox: Outbox, framing: Framing) -> None:
        self.outbox = outbox
        self.framing = framing

    def show(self, body: bytes) -> None:
        """Send an event; to whoever does not read them, no more."""
        if not self.outbox.put(self.framing.event(body)):
            self.outbox.close(at_once=True)

    def end(self, ending: Ending) -> None:
        """Send why the stream is over, and that it is."""
        self.outbox.put(self.framing.ending(ending) + self.framing.complete)
        self.outbox.close()


class StreamReply(Reply):
    """A reply that is sent piece by piece, for as long as its stream goes on."""

    __slots__ = ("_carrier", "_held", "_receive", "_reception", "_stream")

    def __init__(
        self,
        *reply: Any,
        stream: Stream,
        carrier: Carrier,
        reception: Reception,
        receive: Receive,
        held: ExitStack,
    ) -> None:
        super().__init__(*reply)
        self._stream = stream
        self._carrier = carrier
        self._reception = reception
        self._receive = receive
        self._held = held

    async def send(self, scope: Scope, send: Send) -> None:
        """Send the events; where the process is to stop, break off, so that the client returns."""
        outbox, framing = self._carrier.outbox, self._carrier.framing
        hub = self._reception.hub
        watching = asyncio.create_task(self._gone(outbox))
        try:
            with self._held, hub.leaving.telling(outbox.close):
                headers = [each for each in self.head(scope) if each[0] != b"content-length"]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send(_piece(framing.opening))
                while (message := await _next(outbox, framing.quiet)) is not None:
                    await send(_piece(message))
                await send({"type": "http.response.body", "body": b""})
        finally:
            hub.drop(self._stream)
            watching.cancel()

    async def _gone(self, outbox: Outbox) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        outbox.close(at_once=True)


async def _next(outbox: Outbox, quiet: bytes) -> bytes | None:
    try:
        async with asyncio.timeout(QUIET_SECONDS):
            return await outbox.get()
    except TimeoutError:
        return quiet


def _piece(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}
