"""Edits of the operator's folders: tried out against everything, and then saved, or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from access.compiling import compile_policies
from access.edits import Tried, try_edit
from access.policy_set import PolicySet
from access.shape import GraphShape
from access.wishes import EditRefused, Wish
from documents.document import Document
from documents.folders import read_root
from documents.notes import Note
from documents.policy_files import PolicyFiles
from documents.publication import changing
from documents.saving import save
from gateway.policies.loading import PoliciesRefused


@dataclass(frozen=True, slots=True)
class Folders:
    """What stands in the folders, compiled: the ground that wishes are tried on."""

    documents: Sequence[Document]
    texts: Mapping[str, str]
    policies: PolicySet
    shape: GraphShape

    def try_edit(self, wish: Wish) -> Tried:
        """Try one wish; nothing is saved.

        Raises:
            EditRefused, CannotBeChanged: see :func:`access.edits.try_edit`.
        """
        return try_edit(self.documents, self.texts, wish, self.shape)


def read_folders(root: Path, shape: GraphShape) -> Folders:
    """Read what stands in *root*.

    Raises:
        PoliciesRefused: it does not hold as it stands, so that no edit could be judged.
    """
    reading = read_root(root)
    if reading.problems:
        raise PoliciesRefused(reading.problems)
    compiled = compile_policies(reading.documents, shape)
    if compiled.policies is None:
        raise PoliciesRefused(compiled.problems)
    texts = {path: content.decode() for path, content in reading.contents.items()}
    return Folders(reading.documents, texts, compiled.policies, shape)


def edit_folders(root: Path, wish: Wish, shape: GraphShape, by_whom: str) -> Tried:
    """Try *wish* and save it, with a note of who wished it; others who edit meanwhile wait.

    Raises:
        EditRefused, CannotBeChanged: it cannot be written.
        PoliciesRefused: the folders would not hold. Nothing is saved.
    """
    with changing(root):
        tried = read_folders(root, shape).try_edit(wish)
        if tried.problems:
            raise PoliciesRefused(tried.problems)
        if tried.edit.lines:
            file = root / tried.edit.path
            if file.read_bytes() != tried.edit.before.encode():
                raise EditRefused(f"{tried.edit.path} has just been changed: try again")
            save(file, tried.edit.after.encode())
            files = PolicyFiles.of(read_root(root))
            Note(files.digest, by_whom, wish.because or _what(wish)).leave(root)
        return tried


def _what(wish: Wish) -> str:
    return f"{'took out' if wish.takes_out else 'set'} {wish}"
