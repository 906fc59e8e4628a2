"""Bodies of requests: taken in whole, bounded in bytes and in time."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from gateway.http.eager import EagerCoroutine
from gateway.http.heads import Head
from gateway.refusals import Refused, bad_request


async def read_body(
    head: Head, receive: Receive, most_bytes: int, patience: float | None = None
) -> bytes:
    """Take a body in, and not a byte more than allowed, whatever its length is said to be.

    Raises:
        Refused: 400 or 413; 408, where the body is not there after *patience* seconds.
        ClientDisconnect: where nobody sends it any more.
    """
    arriving = EagerCoroutine(_taken_in(head, receive, most_bytes))
    try:
        if not arriving.is_over:
            async with asyncio.timeout(patience):
                await arriving
    except TimeoutError:
        raise Refused(
            408,
            "REQUEST_TIMEOUT",
            "The request took too long to arrive.",
            headers={"connection": "close"},
        ) from None
    return arriving.result()


async def _taken_in(head: Head, receive: Receive, most_bytes: int) -> bytes:
    if head.content_length is not None:
        if not (head.content_length.isascii() and head.content_length.isdecimal()):
            raise bad_request("BAD_REQUEST", "`Content-Length` is a number.")
        if len(head.content_length) > 15 or int(head.content_length) > most_bytes:
            raise _too_large(most_bytes)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > most_bytes:
            raise _too_large(most_bytes)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(most_bytes: int) -> Refused:
    return Refused(
        413,
        "TOO_LARGE",
        f"A body has at most {most_bytes // 1024} kilobytes.",
        headers={"connection": "close"},
    )
