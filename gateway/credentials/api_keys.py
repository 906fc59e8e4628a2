"""API keys: what a front end's server shows, so that it is known as what it is.

A key opens nothing: its holder is shown what the visitor is shown in whose name it asks. But a
server that is known may name the visitor's address.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from access.tree import Location, Tree
from gateway.clock import Clock
from gateway.refusals import Refused, unauthenticated
from store.databases import Database
from store.key_register import HeldKey, find_key

BEGINNING = "pgk"
"""What every key begins with, so that whoever finds one knows what it is."""

_KEY = re.compile(BEGINNING + r"_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made just now: it is shown once, and kept as its digest alone."""

    text: str
    prefix: str

    def __repr__(self) -> str:
        return f"NewKey({self.prefix}…)"

    @property
    def digest(self) -> str:
        """What is kept of it."""
        return digest_of(self.text)


def make_key() -> NewKey:
    """Make a key that nobody can guess: 256 random bits, and a beginning that may be shown."""
    prefix = f"{BEGINNING}_{secrets.token_hex(4)}"
    return NewKey(f"{prefix}_{secrets.token_urlsafe(32)}", prefix)


def digest_of(text: str) -> str:
    """The SHA-256 of a key; a slow hash would protect nothing that is random all through."""
    return hashlib.sha256(text.encode()).hexdigest()


def invalid_key() -> Refused:
    """Refuse a key, without a word about what is wrong with it."""
    return unauthenticated("The API key is not valid here, or not any more.")


@dataclass(frozen=True, slots=True)
class ApiKeys:
    """Looks keys up at each request, so that one that is revoked is good for nothing at once."""

    database: Database
    clock: Clock

    async def find(self, text: str, portal: Location, tree: Tree) -> HeldKey:
        """Return the key that *text* is, if it is good at *portal*.

        Raises:
            Refused: 401, whatever is wrong with it; the answer does not say what.
            DatabaseUnavailable: it cannot be looked up.
        """
        if not _KEY.fullmatch(text):
            raise invalid_key()
        async with self.database.connection() as connection:
            key = await find_key(connection, portal.root, digest_of(text), self.clock())
        if key is None or key.location not in tree.chain(portal.id):
            raise invalid_key()
        return key
