"""Passwords: Argon2, in threads of their own, as slow for an unknown person as for a known one."""

from __future__ import annotations

import asyncio
import secrets
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

AT_ONCE = 4
"""How many passwords are verified at once; each takes 64 MB for its moment."""

MOST_CHARACTERS = 1_000


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    """A hash that no password matches and that costs as much to compare as any."""
    return _hasher().hash("this is nobody's password")


def hash_password(password: str) -> str:
    """Hash *password* for keeping."""
    return _hasher().hash(password)


class Passwords:
    """Verifies passwords without holding up everybody else."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def verify(self, kept: str | None, password: str) -> bool:
        """Tell whether *password* is the one whose hash was *kept*; None where nobody was found.

        Nobody's takes as long as somebody's, so that the time does not tell who exists.
        """
        async with self._turn:
            return await asyncio.to_thread(_verify, kept, password)

    async def hash(self, password: str) -> str:
        """Hash *password* for keeping, in its turn."""
        async with self._turn:
            return await asyncio.to_thread(hash_password, password)

    async def make(self) -> tuple[str, str]:
        """Make a password of letters and digits, and hash it; return both."""
        password = secrets.token_urlsafe(12)
        return password, await self.hash(password)


def _verify(kept: str | None, password: str) -> bool:
    nobody = _hash_of_nobody()  # made by the first to come, whoever that is
    sound = len(password) <= MOST_CHARACTERS
    try:
        matches = _hasher().verify(password[:MOST_CHARACTERS], kept or nobody)
    except UnknownHashError:
        return False
    return matches and sound and kept is not None
