"""The text of a statement, laid out so that a person can check it: one clause a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

WIDTH = 100
_TOKENS = re.compile(r"'(?:[^']|'')*'|[()]|,|[^\s(),']+")
_TABLES = re.compile(r"\b(?:FROM|JOIN) ([a-z_]+) AS ([a-z_0-9]+)")
_CLAUSES = frozenset({"SELECT", "FROM", "LEFT", "JOIN", "WHERE", "ORDER", "LIMIT"})
_LISTS = frozenset({","})
_CONDITIONS = frozenset({"AND", "OR"})

Part: TypeAlias = "str | list[Part]"
"""A word of the text, or what stands in one pair of parentheses."""


def laid_out(text: str) -> str:
    """Lay out one statement: clauses below one another, subqueries that are long indented."""
    return "\n".join(_query(_nested(_TOKENS.findall(text)), ""))


def tables(text: str) -> dict[str, str]:
    """Return the tables that a statement reads, by the names that it gives them."""
    return {name: table for table, name in _TABLES.findall(text)}


def _nested(tokens: Iterable[str]) -> list[Part]:
    stack: list[list[Part]] = [[]]
    for token in tokens:
        if token == "(":
            stack.append([])
        elif token == ")":
            group = stack.pop()
            if len(group) == 2 and group[0] == "EXISTS":
                stack[-1] += group  # parentheses that say nothing
            else:
                stack[-1].append(group)
        else:
            stack[-1].append(token)
    return stack[0]


def _query(parts: Sequence[Part], indent: str) -> Iterable[str]:
    for clause in _split(parts, _CLAUSES):
        yield from _clause(clause, indent)


def _split(parts: Sequence[Part], words: frozenset[str]) -> list[list[Part]]:
    """Take *parts* apart before each of *words*; `LEFT OUTER JOIN` stays together."""
    found: list[list[Part]] = []
    for part in parts:
        joined = part == "JOIN" and found and found[-1][-1] == "OUTER"
        if not found or (isinstance(part, str) and part in words and not joined):
            found.append([])
        found[-1].append(part)
    return found


def _clause(parts: Sequence[Part], indent: str) -> Iterable[str]:
    """Write a clause, or what stands in parentheses: in one line where it fits."""
    if len(indent + _flat(parts)) <= WIDTH:
        yield indent + _flat(parts)
        return
    pieces = list(_packed(_split(parts, _LISTS))) if "," in parts else _split(parts, _CONDITIONS)
    yield from _long(pieces[0], indent)
    for piece in pieces[1:]:
        yield from _long(piece, indent + "  ")


def _packed(items: Iterable[list[Part]]) -> Iterable[list[Part]]:
    """Put items of a list into one line as long as it stays short."""
    line: list[Part] = []
    for item in items:
        if line and len(_flat([*line, *item])) > WIDTH - 20:
            yield line
            line = []
        line += item
    yield line


def _long(parts: Sequence[Part], indent: str) -> Iterable[str]:
    """Write a part of a clause, with the groups in it opened where it is too long."""
    opened = next((at for at, part in enumerate(parts) if _worth_opening(part)), None)
    if len(indent + _flat(parts)) <= WIDTH or opened is None:
        yield indent + _flat(parts)
        return
    group = parts[opened]
    assert isinstance(group, list)
    yield indent + _flat([*parts[:opened], "("])
    inside = _query if group[0] == "SELECT" else _clause
    yield from inside(group, indent + "    ")
    if opened + 1 == len(parts):
        yield f"{indent})"
        return
    first, *others = _long(parts[opened + 1 :], indent)
    space = "" if parts[opened + 1] == "," else " "
    yield f"{indent}){space}{first.strip()}"
    yield from others


def _worth_opening(part: Part) -> bool:
    return isinstance(part, list) and len(_flat(part)) > WIDTH // 3


def _flat(parts: Sequence[Part]) -> str:
    text = ""
    for part in parts:
        word = f"({_flat(part)})" if isinstance(part, list) else part
        glued = not text or word == "," or (isinstance(part, list) and _is_function(text))
        text += word if glued else f" {word}"
    return text


def _is_function(text: str) -> bool:
    """Whether a parenthesis that follows *text* holds arguments, and not a condition."""
    return bool(re.search(r"\b[a-z_]+\Z", text))
