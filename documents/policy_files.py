"""The files of a policy set, wherever they are kept: those of `policies/` and `locations/`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from documents.document import Document
from documents.folders import Reading, kind_of
from documents.places import Problem, in_order
from documents.reader import read_document
from documents.saving import keep_names

FOLDERS = ("policies", "locations")


@dataclass(frozen=True)
class PolicyFiles:
    """The bytes of each file, by its path from the root: `policies/portal.yaml`."""

    contents: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, reading: Reading) -> PolicyFiles:
        """Return those that *reading* found."""
        found = reading.contents.items()
        return cls({path: content for path, content in found if path.startswith(_STARTS)})

    @classmethod
    def of_texts(cls, texts: Mapping[str, str]) -> PolicyFiles:
        """Return those of which these are the texts."""
        return cls({path: text.encode() for path, text in texts.items()})

    @cached_property
    def digest(self) -> str:
        """What tells these very bytes from all others."""
        digest = hashlib.sha256()
        for path, content in sorted(self.contents.items()):
            digest.update(b"%d %d " % (len(path.encode()), len(content)) + path.encode() + content)
        return digest.hexdigest()

    @property
    def texts(self) -> dict[str, str]:
        """The files as texts; those that cannot be read as UTF-8 are no part of a set."""
        return {path: content.decode() for path, content in self.contents.items()}

    def documents(self) -> tuple[list[Document], list[Problem]]:
        """Read the rules, what stands in folders left out: what can be used, and what is wrong."""
        documents, problems = [], []
        for path, content in sorted(self.contents.items()):
            name = PurePosixPath(path)
            if str(name.parent) not in FOLDERS:
                continue
            kind = kind_of(str(name.parent), name.name)
            document, found = read_document(path, content, kind)
            problems += found
            if document is not None:
                documents.append(document)
        return documents, in_order(problems)

    def write(self, root: Path, *, lasting: bool = False) -> None:
        """Write all of them below *root*, where none of them stands yet.

        With *lasting* they outlast a power cut from the moment that this returns.
        """
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, content in self.contents.items():
            (root / path).parent.mkdir(exist_ok=True)
            with (root / path).open("wb") as written:
                written.write(content)
                if lasting:
                    written.flush()
                    os.fsync(written.fileno())
        if lasting:
            for parent in {(root / path).parent for path in self.contents} | {root}:
                keep_names(parent)


_STARTS = tuple(f"{folder}/" for folder in FOLDERS)
