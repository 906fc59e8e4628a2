"""Edits as operations: one wish, written into the one file that it belongs into, and tried out."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from access.compiling import Compiled, compile_policies
from access.location_edits import location_file, take_out_change, write_change
from access.network_edits import network_file, take_out_network_rule, write_network_rule
from access.shape import GraphShape
from access.wishes import EditRefused, Part, Wish
from documents.document import Document
from documents.manuscript import Manuscript
from documents.places import Problem
from documents.reader import read_document


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one file when a wish is written into it."""

    path: str
    before: str
    after: str

    @property
    def lines(self) -> list[str]:
        """The lines that differ, as a patch has them; none where the file says it already."""
        found = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.path, self.path, "", "", 2, ""
        )
        return list(found)


@dataclass(frozen=True, slots=True)
class Tried:
    """An edit, and what the whole set comes to with it: a policy set, or what stands against it."""

    wish: Wish
    edit: Edit
    problems: Sequence[Problem]
    compiled: Compiled | None


def try_edit(
    documents: Sequence[Document], texts: Mapping[str, str], wish: Wish, shape: GraphShape
) -> Tried:
    """Write *wish* into its file, and compile everything anew; nothing is saved.

    *texts* holds the text of each document by its path.

    Raises:
        EditRefused: it cannot be written, or is no wish that a file could hold.
        CannotBeChanged: the file is written in a way that cannot be changed safely.
    """
    _check(wish)
    holder = network_file(documents, wish) if wish.at is None else location_file(documents, wish)
    manuscript = Manuscript(holder.path, texts[holder.path])
    edit = Edit(holder.path, manuscript.text, written(manuscript, wish).text)
    changed, problems = read_document(edit.path, edit.after.encode(), holder.kind)
    if changed is None:
        return Tried(wish, edit, problems, None)
    others = [document for document in documents if document.path != edit.path]
    compiled = compile_policies([*others, changed], shape)
    return Tried(wish, edit, compiled.problems, compiled)


def written(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Write *wish* into its file, or take out what the file says of it.

    Raises:
        EditRefused, CannotBeChanged: see :func:`try_edit`.
    """
    if wish.at is None:
        write = take_out_network_rule if wish.takes_out else write_network_rule
    else:
        write = take_out_change if wish.takes_out else write_change
    return write(manuscript, wish)


def _check(wish: Wish) -> None:
    """See to it that the parts of a wish fit together."""
    if wish.part is Part.KEEP and wish.at is not None:
        raise EditRefused("what locations have to keep is said by the network alone: name none")
    if wish.at is None:
        for said, what in (
            (None if wish.takes_out else wish.because, "a reason"),
            (wish.since or wish.until, "dates"),
            (wish.everywhere, "`everywhere`"),
        ):
            if said:
                raise EditRefused(
                    f"the network's own rule has no place for {what}; a location's change does: "
                    "name the location"
                )
    elif wish.because is None and not wish.takes_out:
        raise EditRefused("a location's change needs a reason: say why, in a few words")
    if wish.everywhere and not wish.hides:
        raise EditRefused("only what is hidden can be hidden everywhere")
