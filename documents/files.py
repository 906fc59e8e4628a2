"""Reads one file of an operator's folder, once, and never waits for what is no plain file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from documents.places import Place, Problem
from documents.text import MAX_BYTES

_UNREADABLE = ("this file may not be read", "let the gateway's user read it")
_BROKEN = ("this file cannot be read", "look at the disk that it lies on")
_FOLDER = ("a folder stands here in place of a file", "put the file in its place")
_STRANGE = ("this is no plain file", "remove it")
_DANGLING = ("this is a link to a file that does not exist", "mend the link, or remove it")
_CIRCLE = ("this is a link that leads in a circle", "mend the link, or remove it")
_GONE = ("this file is gone again", "wait for whoever is writing it")


def read_file(
    path: str, file: Path, most: int = MAX_BYTES
) -> tuple[bytes | None, Problem | None]:
    """Read *file*, which messages call *path*: its content, or what stands in the way.

    Of a file of more than *most* bytes only so much is read as shows that it is too large.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return None, _problem(path, _unopened(file, error))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            return None, _problem(path, _FOLDER if stat.S_ISDIR(mode) else _STRANGE)
        return _content(descriptor, most), None
    except OSError:
        return None, _problem(path, _BROKEN)
    finally:
        os.close(descriptor)


def _content(descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    wanted = most + 1
    while wanted > 0 and (part := os.read(descriptor, wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _unopened(file: Path, error: OSError) -> tuple[str, str]:
    if error.errno in (errno.EACCES, errno.EPERM):
        return _UNREADABLE
    if error.errno == errno.ELOOP:
        return _CIRCLE
    if error.errno == errno.ENOENT:
        return _DANGLING if os.path.lexists(file) else _GONE
    return _STRANGE if error.errno in (errno.ENXIO, errno.ENODEV) else _BROKEN


def _problem(path: str, words: tuple[str, str]) -> Problem:
    return Problem(Place(path, 1, 1), *words)
