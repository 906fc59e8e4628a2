"""Replacing the files of a policy set by those of another one: all of them, or none.

Two folders cannot be renamed at once, so there is a moment that decides: the new files are written
in full into a folder beside, and the renaming of that folder is the publication. From then on
readers read there (see `documents.folders`), until every file has been moved to its place. Whoever
finds the folder, after a kill or a power cut, ends what was begun.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from documents.notes import NAME as NOTE
from documents.notes import Note
from documents.pending import PUBLISHING, pending
from documents.policy_files import FOLDERS, PolicyFiles
from documents.saving import keep_names, locked, replace, save

_LIST = "files.json"
_DRAFT = f"{PUBLISHING}-draft"
_DONE = f"{PUBLISHING}-done"


@contextmanager
def changing(root: Path) -> Iterator[None]:
    """Keep others from changing *root*, and see to it that nothing half-done is lying about.

    The lock goes with the process, however that ends.
    """
    with locked(root):
        finish(root)
        yield


def publish(root: Path, old: PolicyFiles, new: PolicyFiles, note: Note) -> None:
    """Put *new* in the place of *old*; call it within `changing`.

    A file that is no longer what it was in *old* was edited in this very moment, and is left to
    whoever edited it.
    """
    draft = root / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    new.write(draft, lasting=True)
    listed = {"old": _sums(old.contents), "new": _sums(new.contents)}
    save(draft / _LIST, json.dumps(listed).encode())
    note.leave(draft)
    keep_names(draft)
    draft.rename(root / PUBLISHING)  # from here on the new set holds
    keep_names(root)
    finish(root)


def finish(root: Path) -> bool:
    """Move what was published to its place; tell whether there was anything. Hold the lock."""
    shutil.rmtree(root / _DRAFT, ignore_errors=True)
    shutil.rmtree(root / _DONE, ignore_errors=True)
    if not pending(root):
        return False
    staged = root / PUBLISHING
    listed = json.loads((staged / _LIST).read_bytes())
    for path in sorted({*listed["old"], *listed["new"]}):
        _move(root / path, staged / path, listed["old"].get(path), listed["new"].get(path))
    for folder in FOLDERS:
        keep_names(root / folder)
    save(root / NOTE, (staged / NOTE).read_bytes())
    staged.rename(root / _DONE)
    keep_names(root)
    shutil.rmtree(root / _DONE, ignore_errors=True)
    return True


def try_to_finish(root: Path) -> None:
    """End what a publisher that was killed has begun; nothing where one is at work, or may not."""
    if not pending(root):
        return
    with suppress(OSError), locked(root, wait=False):
        finish(root)


def _move(file: Path, staged: Path, old: str | None, new: str | None) -> None:
    """Bring one file from its old content to its new one; None where there is none."""
    now = sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    if now == new or now != old:
        return
    if new is None:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace(file, staged.read_bytes())


def _sums(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {path: sha256(content).hexdigest() for path, content in contents.items()}
