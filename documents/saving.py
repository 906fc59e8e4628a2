"""Saving files so that whoever looks sees the old content or the new one, and nothing between."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Keep other commands of ours from changing *folder*; wait until those that do have ended.

    The lock is on the folder itself and goes with the process, however that ends.

    Raises:
        BlockingIOError: somebody else has it, and this was not to *wait*.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)


def save(file: Path, content: bytes) -> None:
    """Put *content* in the place of what *file* holds; a power cut leaves one of the two."""
    replace(file, content)
    keep_names(file.resolve().parent)


def replace(file: Path, content: bytes) -> None:
    """Write *content* beside *file*, then move it over the old one, whose mode it takes over.

    The name in between begins with a dot, so that no reader of ours looks at it. The new name
    outlasts a power cut once `keep_names` was called for the folder.
    """
    file = file.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        if file.exists():
            shutil.copymode(file, name)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def keep_names(folder: Path) -> None:
    """See to it that names given and taken in *folder* outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
