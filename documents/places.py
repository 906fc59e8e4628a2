"""Places in operators' files, and the problems found there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: path relative to the root folder; line and column from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def in_file(self) -> str:
        """The file and the line, as somebody looks them up."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an operator has to mend: place, what stands there, what to write."""

    place: Place
    message: str
    help: str | None = None

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return f"{text}\n  help: {self.help}" if self.help else text

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[Place, str, str]:
        return self.place, self.message, self.help or ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort *problems* by place, each of them once."""
    return sorted(set(problems))
