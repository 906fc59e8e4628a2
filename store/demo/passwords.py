"""The one password of all demo logins, hashed once: hashing it for each would take minutes."""

from __future__ import annotations

from functools import cache

from pwdlib.hashers.argon2 import Argon2Hasher

PASSWORD = "demo-password"
_SALT = b"portal demo salt"  # always the same, so that two fills are equal


@cache
def password_hash() -> str:
    """Return the hash of the demo's password, as every login of the demo carries it."""
    return Argon2Hasher().hash(PASSWORD, salt=_SALT)
