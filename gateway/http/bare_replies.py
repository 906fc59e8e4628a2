"""Refusals in place of the application: to whoever does not get as far as that."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from gateway.refusals import Refused, bad_request

FORM = bad_request("BAD_REQUEST", "This is not a request in HTTP.")

_HEAD = (
    b"content-type: application/json; charset=utf-8\r\n"
    b"content-length: %d\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
)


def bare(refusal: Refused) -> bytes:
    """Write *refusal* as it goes over the wire, and with it that the connection ends."""
    body = refusal.body()
    return STATUS_LINE[refusal.status] + _HEAD % len(body) + body
