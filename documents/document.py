"""One file an operator wrote: its data, and the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from documents.places import Place, Problem
from documents.standing import Keys, Standings, nearest


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file whose shape is right: `data` is plain Python, as its JSON Schema describes it.

    `kind` is one of :data:`documents.schemas.KINDS`; `path` is relative to the root folder.
    Nobody changes `data`.
    """

    kind: str
    path: str
    data: dict[str, Any]
    standings: Standings = field(repr=False)

    def place(self, keys: Keys, *, at_key: bool = False) -> Place:
        """Tell where the value at *keys* stands; with *at_key*, where its key stands.

        What the file leaves out has the place of whatever would hold it.
        """
        standing = nearest(self.standings, keys)
        line, column = standing.key if at_key and standing.key else standing.value
        return Place(self.path, line, column)

    def problem(
        self,
        keys: Keys,
        message: str,
        help: str | None = None,  # noqa: A002 - the word operators read
        *,
        at_key: bool = False,
    ) -> Problem:
        """Make a problem of the value at *keys*, or, with *at_key*, of its key."""
        return Problem(self.place(keys, at_key=at_key), message, help)
