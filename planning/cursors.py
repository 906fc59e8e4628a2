"""Cursors: opaque, signed, and bound to type, order, portal and viewer.

Not to mask or policy: what the viewer may read is asked again when the cursor is used.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

_MAC = 12


@dataclass(frozen=True, slots=True)
class Position:
    """A row's place in an order: the type's name, the order, its key's value and the row's id."""

    type_name: str
    order: str
    descending: bool
    key: Any
    id: int

    @property
    def shape(self) -> Hashable:
        """What the statement's text depends on."""
        return (self.type_name, self.order, self.descending)


@lru_cache(maxsize=4096)
def _key(secret: bytes, holder: tuple[object, ...]) -> bytes:
    """Return the key of one holder's cursors; who pages asks for it again and again."""
    context = "\x1f".join(map(str, holder)).encode()
    return hashlib.blake2b(context, key=secret[:64], digest_size=32).digest()


class Signer:
    """Writes and reads the cursors of one viewer at one portal."""

    __slots__ = ("_holder", "_secret")

    def __init__(self, secret: bytes, *holder: object) -> None:
        self._secret = secret
        self._holder = holder

    def _mac(self, payload: bytes) -> bytes:
        key = _key(self._secret, self._holder)
        return hashlib.blake2b(payload, key=key, digest_size=_MAC).digest()

    def write(self, order: tuple[str, str, bool], key: Any, row_id: int) -> str:
        """Return the cursor of a row."""
        if isinstance(key, dt.datetime):
            key = key.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        payload = orjson.dumps((*order, key, row_id))
        return base64.urlsafe_b64encode(self._mac(payload) + payload).rstrip(b"=").decode()

    def read(self, cursor: str) -> Position | None:
        """Return where *cursor* points; None where it is not one of this holder's."""
        if len(cursor) > 4096 or not cursor.isascii():
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        mac, payload = raw[:_MAC], raw[_MAC:]
        if not hmac.compare_digest(mac, self._mac(payload)):
            return None
        return Position(*orjson.loads(payload))
