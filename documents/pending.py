"""A publication under way: where readers find the new files until they stand in their places."""

from __future__ import annotations

from pathlib import Path

from documents.notes import NAME as NOTE

PUBLISHING = ".portal-publish"
"""The folder of new files beside the old ones. That it is there means that they hold."""

State = tuple[tuple[int, int] | None, ...]


def pending(root: Path) -> bool:
    """Tell whether new files have been published that do not all stand in their places yet."""
    return (root / PUBLISHING).is_dir()


def state(root: Path) -> State:
    """Return what every publication changes, begun or ended: equal before and after, none came."""
    return tuple(_mark(root / name) for name in (PUBLISHING, NOTE))


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
