"""The secret that signs tokens and cursors: from the environment, or a file made on first use.

A secret is replaced without ending anybody's sign-in: the one before stays beside it for as long
as tokens that it signed may hold.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from gateway.addresses import folder_of
from gateway.settings import Settings

FILE_NAME = ".portal-secret"
LEAST_BYTES = 32


class SecretUnusable(Exception):
    """The secret is too short, or its file cannot be read; the text says which."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret, from which each use derives a key of its own; `earlier` ones sign no more."""

    value: bytes
    earlier: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Secret(…)"

    def key(self, use: str) -> bytes:
        """Derive the key for one *use*, so that no signature serves for another."""
        return _derived(self.value, use)

    def earlier_keys(self, use: str) -> list[bytes]:
        """Derive the keys that were for one *use* before, the latest first."""
        return [_derived(value, use) for value in self.earlier]


def new_secret() -> bytes:
    """Make a secret of 384 random bits, in characters that a file or a variable takes."""
    return secrets.token_urlsafe(48).encode()


def _derived(value: bytes, use: str) -> bytes:
    return hmac.digest(value, use.encode(), "sha256")


def secret_of(settings: Settings) -> Secret:
    """Take the secret from `PORTAL_SECRET`, else from its file next to the database.

    Raises:
        SecretUnusable: with a sentence for the operator.
    """
    folder = folder_of(settings.database_url, otherwise=settings.root)
    return load_secret(
        folder, os.environ.get("PORTAL_SECRET"), os.environ.get("PORTAL_SECRET_BEFORE")
    )


def load_secret(folder: Path, given: str | None, before: str | None = None) -> Secret:
    """Take the secret as *given*, else from the file in *folder*, which is made if there is none.

    Each further line of the file is an earlier secret, as is *before*, which goes with *given*.

    Raises:
        SecretUnusable: with a sentence for the operator.
    """
    if given is not None:
        value = _checked(given.strip().encode(), "PORTAL_SECRET")
        if before is None:
            return Secret(value)
        return Secret(value, (_checked(before.strip().encode(), "PORTAL_SECRET_BEFORE"),))
    if before is not None:
        raise SecretUnusable(
            "PORTAL_SECRET_BEFORE goes with PORTAL_SECRET, which is not set; "
            f"in {FILE_NAME} the secret before stands on the next line"
        )
    path = folder / FILE_NAME
    try:
        if not path.exists():
            _make(path)
        lines = [line.strip() for line in path.read_bytes().strip().splitlines()] or [b""]
        value, *earlier = [_checked(line, str(path)) for line in lines]
        return Secret(value, tuple(earlier))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SecretUnusable(
            f"the secret cannot be kept in {path} ({reason}); "
            "make the folder writable, or set PORTAL_SECRET"
        ) from error


def _checked(value: bytes, where: str) -> bytes:
    if len(value) < LEAST_BYTES:
        raise SecretUnusable(
            f"{where} holds {len(value)} characters; a secret has at least {LEAST_BYTES}"
        )
    return value


def _make(path: Path) -> None:
    """Write a new secret, readable by us alone; of two processes at once the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new_secret() + b"\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)
