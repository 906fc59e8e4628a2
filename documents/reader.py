"""Reads one file: its bytes, its YAML, its shape; all that is wrong with it at once."""

from __future__ import annotations

from documents.composer import compose
from documents.document import Document
from documents.phrases import first_key
from documents.places import Place, Problem, in_order
from documents.schemas import schema_of
from documents.shape import MOST_PROBLEMS, shape_problems
from documents.text import read_text

__all__ = ["Document", "read_document"]


def read_document(path: str, content: bytes, kind: str) -> tuple[Document | None, list[Problem]]:
    """Read *content*, the bytes of the file at *path*, as a file of *kind*.

    The document is None exactly where there are problems; these are sorted by place.
    Never raises, whatever the bytes: a file is written by people and half-written by editors.
    """
    text, problems = read_text(path, content)
    if text is None:
        return None, in_order(problems)
    composed = compose(path, text)
    problems += composed.problems
    if composed.empty and not composed.problems:
        problems.append(_empty(path, kind))
    elif composed.complete:
        problems += shape_problems(composed, text, kind)
    if problems:
        return None, _bounded(in_order(problems))
    return Document(kind, path, composed.data, composed.standings), []


def _empty(path: str, kind: str) -> Problem:
    advice = f"begin it with `{first_key(schema_of(kind))}:`"
    return Problem(Place(path, 1, 1), "this file is empty", advice)


def _bounded(problems: list[Problem]) -> list[Problem]:
    """Keep what an operator can read in one go."""
    rest = len(problems) - MOST_PROBLEMS
    if rest <= 0:
        return problems
    more = "there is 1 more problem" if rest == 1 else f"there are {rest} more problems"
    last = Problem(problems[MOST_PROBLEMS].place, f"{more} from here on", "mend those above first")
    return [*problems[:MOST_PROBLEMS], last]
