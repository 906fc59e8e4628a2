"""Replies as they leave: status, headers, bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import Scope, Send

from gateway.http.negotiation import MediaType
from gateway.refusals import Refused

Headers = list[tuple[bytes, bytes]]

_NO_SNIFF = (b"x-content-type-options", b"nosniff")


@dataclass(slots=True)
class Reply:
    """What is sent back for one request."""

    status: int
    body: bytes
    media_type: bytes
    headers: Iterable[tuple[bytes, bytes]] = ()
    codes: tuple[str, ...] = ()  # of a refusal, for whoever counts them
    cache_control: bytes = b"private, no-store"

    async def send(self, scope: Scope, send: Send) -> None:
        """Send it, under the id by which the log knows the request."""
        headers = self.head(scope)
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})

    def head(self, scope: Scope) -> Headers:
        """Return the headers that it is sent with."""
        headers = [
            (b"content-type", self.media_type),
            (b"content-length", str(len(self.body)).encode()),
            (b"cache-control", self.cache_control),
            _NO_SNIFF,
            *self.headers,
        ]
        if self.status == 304:  # what its receiver has already says what it is, and how long
            del headers[:2]
        request_id = scope.get("state", {}).get("request_id")
        if request_id is not None:
            headers.append((b"x-request-id", request_id.encode()))
        return headers


def refusal_reply(refusal: Refused, media_type: MediaType = MediaType.JSON) -> Reply:
    """Write a refusal in the media type that the client takes."""
    headers = [
        (name.lower().encode(), value.encode()) for name, value in refusal.headers.items()
    ]
    status = refusal.status
    if refusal.of_the_operation:
        status = status_for(status, media_type)
    kind = MediaType.JSON if media_type is MediaType.HTML else media_type
    return Reply(status, refusal.body(), kind.header, headers, (refusal.code,))


def status_for(status: int, media_type: MediaType) -> int:
    """The status of a GraphQL response: an operation that was refused is 200 to plain JSON."""
    return 200 if media_type is MediaType.JSON else status
