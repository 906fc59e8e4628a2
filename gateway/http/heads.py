"""The head of a request: the few headers that matter here, each given at most once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import NamedTuple

from gateway.refusals import bad_request

_ATTRIBUTES = {
    b"accept": "accept",
    b"authorization": "authorization",
    b"content-encoding": "content_encoding",
    b"content-length": "content_length",
    b"content-type": "content_type",
    b"cookie": "cookie",
    b"host": "host",
    b"origin": "origin",
    b"sec-fetch-site": "fetch_site",
    b"transfer-encoding": "transfer_encoding",
    b"x-api-key": "api_key",
    b"x-cost": "cost",
    b"x-portal": "portal",
    b"x-session": "session",
    b"x-visitor-address": "visitor",
}
_JOINTS = {b"accept": ",", b"cookie": "; "}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Head(NamedTuple):
    """What a request's headers say, as text; None where a header is absent."""

    accept: str | None = None
    api_key: str | None = None
    authorization: str | None = None
    content_encoding: str | None = None
    content_length: str | None = None
    content_type: str | None = None
    cookie: str | None = None
    cost: str | None = None
    fetch_site: str | None = None
    host: str | None = None
    origin: str | None = None
    portal: str | None = None
    session: str | None = None
    transfer_encoding: str | None = None
    visitor: str | None = None
    client: str | None = None  # the address that the request comes from; no header


NO_HEAD = Head()
"""What is known of a request whose head cannot be read."""


def read_head(
    headers: Iterable[tuple[bytes, bytes]], client: tuple[str, int] | None = None
) -> Head:
    """Pick out the headers that matter, of a request that comes from *client*.

    Raises:
        Refused: 400, where one that may stand once stands twice: whoever is in between may have
            read the other one.
    """
    found: dict[str, str] = {}
    for name, value in headers:
        attribute = _ATTRIBUTES.get(name)
        if attribute is not None:
            text = value.decode("latin-1")
            if attribute in found:
                text = found[attribute] + _joint(name) + text
            found[attribute] = text
    return Head(**found, client=None if client is None else client[0])


def _joint(name: bytes) -> str:
    """Return what stands between the two values of a header that stands twice."""
    joint = _JOINTS.get(name)
    if joint is None:
        raise bad_request("BAD_REQUEST", f"The header `{name.decode()}` stands twice.")
    return joint


def request_id_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id under which the log knows this request: the sender's, if it has a sound one."""
    given = dict(headers).get(b"x-request-id")
    if given is not None and _REQUEST_ID.fullmatch(text := given.decode("latin-1")):
        return text
    return f"{random.getrandbits(64):016x}"
