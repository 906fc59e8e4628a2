"""The text of a statement, laid out so that a person can check it: one clause a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

WIDTH = 100
_TOKENS = re.compile(r"'(?:[^']|'')*'|[()]|,|[^\s(),']+")
_TABLES = re.compile(r"\b(?:FROM|JOIN) ([a-z_]+) AS ([a-z_0-9]+)")
_CLAUSES = frozenset({"SELECT", "FROM", "LEFT", "JOIN", "WHERE", "ORDER", "LIMIT"})

Part: TypeAlias = "str | list[Part]"


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
    line = indent + _flat(parts)
    if len(line) <= WIDTH:
        yield line
        return
    breaks = frozenset({","}) if parts[0] == "SELECT" else frozenset({"AND", "OR"})
    first, *others = _split(parts, breaks)
    yield from _long(first, indent)
    for other in others:
        yield from _long(other, indent + "  ")


def _long(parts: Sequence[Part], indent: str) -> Iterable[str]:
    """Write a part of a clause, with the groups in it opened where it is too long."""
    line = indent + _flat(parts)
    opened = next((at for at, part in enumerate(parts) if _worth_opening(part)), None)
    if len(line) <= WIDTH or opened is None:
        yield line
        return
    group = parts[opened]
    assert isinstance(group, list)
    yield f"{indent}{_flat(parts[:opened])} (".replace(indent + " (", indent + "(")
    if group[:1] == ["SELECT"]:
        yield from _query(group, indent + "    ")
    else:
        yield from _clause(group, indent + "    ")
    closing, rest = [f"{indent})"], parts[opened + 1 :]
    if rest:
        head, *tail = _long(rest, indent)
        space = "" if rest[0] == "," else " "
        closing = [f"{indent}){space}{head.strip()}", *tail]
    yield from closing


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
    return bool(re.search(r"\b[a-z_]+\Z", text)) or text.endswith("ROW")
