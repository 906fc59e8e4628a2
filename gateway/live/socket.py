"""`graphql-transport-ws` at `/graphql`: the handshake, and a conversation behind it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from gateway.http.heads import Head, read_head, request_id_of
from gateway.http.replies import refusal_reply
from gateway.live import closings
from gateway.live.conversation import Conversation
from gateway.live.messages import SUBPROTOCOL
from gateway.live.reception import Reception
from gateway.refusals import Refused
from gateway.settings import Live


class SocketEndpoint:
    """The ASGI application for WebSockets."""

    def __init__(self, reception: Reception, settings: Live, origins: tuple[str, ...]) -> None:
        """Take connections from pages of our own host, of *origins*, and from what is no page."""
        self._reception = reception
        self._settings = settings
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection, or refuse its handshake."""
        socket = WebSocket(scope, receive, send)
        await socket.receive()  # `websocket.connect`, which says nothing more
        try:
            head = read_head(scope["headers"], scope.get("client"))
            self._check_origin(head)
            with self._reception.places.place(head.client):
                await self._converse(socket, head)
        except Refused as refusal:
            await _deny(socket, refusal)

    async def _converse(self, socket: WebSocket, head: Head) -> None:
        if SUBPROTOCOL not in scope_subprotocols(socket):
            await socket.accept()
            await socket.close(*closings.NOT_ACCEPTABLE)
            return
        await socket.accept(SUBPROTOCOL)
        name = request_id_of(socket.scope["headers"])
        await Conversation(socket, head, self._reception, self._settings, name).run()

    def _check_origin(self, head: Head) -> None:
        """Refuse pages of other hosts: no preflight asks for a WebSocket."""
        origin = head.origin
        if origin is None or origin in self._origins:
            return
        if _netloc(origin) != (head.host or "").strip().lower():
            raise Refused(
                403, "ORIGIN_NOT_ALLOWED", "Pages of this origin may not connect here."
            )


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin.strip().lower()).netloc
    except ValueError:
        return None


def scope_subprotocols(socket: WebSocket) -> list[str]:
    """Return the subprotocols that the client speaks."""
    found: list[str] = socket.scope.get("subprotocols", [])
    return found


async def _deny(socket: WebSocket, refusal: Refused) -> None:
    """Answer the handshake as a request is refused."""
    reply = refusal_reply(refusal)
    headers = [
        (b"content-type", reply.media_type), (b"cache-control", reply.cache_control),
        *reply.headers,
    ]
    await socket.send(
        {"type": "websocket.http.response.start", "status": reply.status, "headers": headers}
    )
    await socket.send({"type": "websocket.http.response.body", "body": reply.body})
