"""Signatures of callbacks: who sent them, that nobody changed them, and that they are fresh."""

from __future__ import annotations

import datetime as dt
import hmac

from resolvers.commerce.provider import CallbackRefused

HEADER = "portal-signature"
TOLERANCE = dt.timedelta(minutes=5)


def sign(key: bytes, body: bytes, moment: dt.datetime) -> str:
    """Return the header's value for *body*, sent at *moment*: `t=<seconds>,v1=<hexadecimal>`."""
    seconds = str(int(moment.timestamp()))
    return f"t={seconds},v1={_digest(key, seconds, body)}"


def verify(key: bytes, header: str | None, body: bytes, now: dt.datetime) -> None:
    """Check the header of a callback.

    Raises:
        CallbackRefused: there is none, it was made with another key or for another body, or it is
            more than five minutes off.
    """
    parts = dict(each.partition("=")[::2] for each in (header or "").split(","))
    seconds, given = parts.get("t", ""), parts.get("v1", "")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 12):
        raise CallbackRefused("the signature is missing or has no time")
    if not hmac.compare_digest(_digest(key, seconds, body).encode(), given.encode()):
        raise CallbackRefused("the signature does not fit")
    if abs(int(seconds) - now.timestamp()) > TOLERANCE.total_seconds():
        raise CallbackRefused("the signature is too old, or from the future")


def _digest(key: bytes, seconds: str, body: bytes) -> str:
    return hmac.new(key, seconds.encode() + b"." + body, "sha256").hexdigest()
