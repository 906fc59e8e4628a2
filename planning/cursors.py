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


class Signer:
    """Writes and reads the cursors of one viewer at one portal."""

    __slots__ = ("_holder", "_made", "_secret")

    def __init__(self, secret: bytes, *holder: object) -> None:
        self._secret = secret
        self._holder = holder
        self._made: bytes | None = None   # most requests need no cursor

    @property
    def _key(self) -> bytes:
        if self._made is None:
            context = "\x1f".join(map(str, self._holder)).encode()
            key = hashlib.blake2b(context, key=self._secret[:64], digest_size=32)
            self._made = key.digest()
        return self._made

    def write(self, order: tuple[str, str, bool], key: Any, row_id: int) -> str:
        """Return the cursor of a row."""
        if isinstance(key, dt.datetime):
            key = key.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        payload = orjson.dumps((*order, key, row_id))
        mac = hashlib.blake2b(payload, key=self._key, digest_size=_MAC).digest()
        return base64.urlsafe_b64encode(mac + payload).rstrip(b"=").decode()

    def read(self, cursor: str) -> Position | None:
        """Return where *cursor* points; None where it is not one of this holder's."""
        if len(cursor) > 4096 or not cursor.isascii():
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        mac, payload = raw[:_MAC], raw[_MAC:]
        expected = hashlib.blake2b(payload, key=self._key, digest_size=_MAC).digest()
        if not hmac.compare_digest(mac, expected):
            return None
        return Position(*orjson.loads(payload))
