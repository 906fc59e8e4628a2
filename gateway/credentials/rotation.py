"""Replacing the secret in its file: a new one on top, the ones before kept below, or taken away."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from gateway.credentials.secret import FILE_NAME, Secret, SecretUnusable, load_secret, new_secret


class NothingToRotate(Exception):
    """There is no secret in a file yet; the text says where."""


def rotate_secret(folder: Path) -> int:
    """Write a new secret above those that are in the file; return how many are kept below it.

    Whoever reads the file meanwhile finds all of the old one or all of the new one.

    Raises:
        NothingToRotate: there is no file yet.
        SecretUnusable: it cannot be read, or not be written.
    """
    before = _read(folder)
    kept = [before.value, *before.earlier]
    _write(folder / FILE_NAME, [new_secret(), *kept])
    return len(kept)


def retire_secrets(folder: Path) -> int:
    """Take all but the secret that signs out of the file; return how many were taken out.

    Raises:
        NothingToRotate: there is no file yet.
        SecretUnusable: it cannot be read, or not be written.
    """
    before = _read(folder)
    if before.earlier:
        _write(folder / FILE_NAME, [before.value])
    return len(before.earlier)


def _read(folder: Path) -> Secret:
    path = folder / FILE_NAME
    if not path.exists():
        raise NothingToRotate(f"there is no {path} yet: it is made at the first start")
    return load_secret(folder, None)


def _write(path: Path, lines: Sequence[bytes]) -> None:
    """Put *lines* in the place of the file, readable by its owner alone, who stays the same."""
    path = path.resolve()
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        owner = path.stat()
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(descriptor, owner.st_uid, owner.st_gid)
            file.write(b"".join(line + b"\n" for line in lines))
            file.flush()
            os.fsync(descriptor)
        draft.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SecretUnusable(
            f"{path} cannot be replaced ({reason}); "
            "work as its owner, in a folder that may be written"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
