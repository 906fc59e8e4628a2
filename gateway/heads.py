"""The head of a request: the few headers that matter here, each given at most once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.refusals import bad_request

_SINGLE = {
    b"authorization": "authorization",
    b"content-encoding": "content_encoding",
    b"content-length": "content_length",
    b"content-type": "content_type",
    b"host": "host",
    b"origin": "origin",
    b"sec-fetch-site": "fetch_site",
    b"x-api-key": "api_key",
    b"x-cost": "cost",
    b"x-portal": "portal",
    b"x-session": "session",
    b"x-visitor-address": "visitor",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Head:
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
    visitor: str | None = None
    client: str | None = None  # the address that the request comes from; no header


def read_head(headers: Iterable[tuple[bytes, bytes]]) -> Head:
    """Pick out the headers that matter.

    Raises:
        Refused: 400, where one that may stand once stands twice: whoever is in between may have
            read the other one.
    """
    head = Head()
    for name, value in headers:
        attribute = _SINGLE.get(name)
        if attribute is not None:
            if getattr(head, attribute) is not None:
                raise bad_request("BAD_REQUEST", f"The header `{name.decode()}` stands twice.")
            setattr(head, attribute, value.decode("latin-1"))
        elif name == b"accept":
            text = value.decode("latin-1")
            head.accept = text if head.accept is None else f"{head.accept},{text}"
        elif name == b"cookie":
            text = value.decode("latin-1")
            head.cookie = text if head.cookie is None else f"{head.cookie}; {text}"
    return head


def request_id_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id under which the log knows this request: the sender's, if it has a sound one."""
    given = dict(headers).get(b"x-request-id")
    if given is not None and _REQUEST_ID.fullmatch(text := given.decode("latin-1")):
        return text
    return f"{random.getrandbits(64):016x}"
