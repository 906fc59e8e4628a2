"""Where the YAML parser gave up on a text, and the words around that place."""

from __future__ import annotations

import re
from typing import Any

import yaml

from documents.places import Place, Problem


class Halt:
    """Where the parser gave up, and where what it was reading began."""

    def __init__(self, path: str, text: str, error: yaml.MarkedYAMLError) -> None:
        mark: Any = error.problem_mark
        begun: Any = error.context_mark or mark
        self.path = path
        self.index: int = mark.index
        self.text = text
        self.place = Place(path, mark.line + 1, mark.column + 1)
        self.begun = Place(path, begun.line + 1, begun.column + 1)
        self.begun_index: int = begun.index

    def here(self, message: str, advice: str) -> Problem:
        """Make a problem of the place where the parser gave up."""
        return Problem(self.place, message, advice)

    def at_begun(self, message: str, advice: str) -> Problem:
        """Make a problem of the place where it began to read what it could not."""
        return Problem(self.begun, message, advice)

    def at(self, line: int, indent: int, message: str, advice: str) -> Problem:
        """Make a problem of a line, so many spaces from its beginning."""
        return Problem(Place(self.path, line, indent + 1), message, advice)

    @property
    def indent(self) -> int:
        """How many spaces the mark's line begins with."""
        return len(self.before) - len(self.before.lstrip())

    @property
    def line_above(self) -> tuple[int, str]:
        """The nearest line above the mark's that holds more than a comment, and its number."""
        lines = re.split(r"\r\n?|\n", self.text[max(0, self.index - 20_000) : self.index])[:-1]
        for distance, line in enumerate(reversed(lines), start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                return self.place.line - distance, line
        return self.place.line, ""

    @property
    def before(self) -> str:
        """What stands before the mark on its line."""
        return re.split(r"[\r\n]", self.text[max(0, self.index - 2000) : self.index])[-1]

    @property
    def word(self) -> str:
        """The word that begins at the mark."""
        return self._word(self.index)

    @property
    def first_word(self) -> str:
        """The word that begins where reading began."""
        return self._word(self.begun_index)

    def _word(self, index: int) -> str:
        rest = re.split(r"[\r\n]", self.text[index : index + 80])[0]
        return (rest.split() or [""])[0]

    @property
    def at_end(self) -> bool:
        """Whether nothing but white space follows."""
        return not self.text[self.index :].strip()
