"""The note beside the folders: who brought their files to what they are, and why."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from documents.saving import save

NAME = ".portal-note.json"


@dataclass(frozen=True, slots=True)
class Note:
    """Who saved the set of files with this digest, and why."""

    digest: str
    by_whom: str
    why: str

    def leave(self, root: Path) -> None:
        """Put the note where whoever reads the folders finds it, in the place of the one before."""
        save(root / NAME, json.dumps(asdict(self), ensure_ascii=False).encode())


def read_note(root: Path, digest: str) -> Note | None:
    """Return the note about the files with *digest*; None where nobody left one."""
    try:
        note = Note(**json.loads((root / NAME).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return note if note.digest == digest else None
