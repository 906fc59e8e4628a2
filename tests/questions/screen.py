"""An answer as a person would read it: what is there, what went wrong, what is closed and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 100
_CURSORS = frozenset({"cursor", "startCursor", "endCursor"})


def screen(answer: Mapping[str, Any]) -> str:
    """Write *answer* in lines; cursors, which differ from viewer to viewer, as `(cursor)`."""
    lines = list(_members(answer["data"], ""))
    for error in answer.get("errors", ()):
        place = ".".join(map(str, error["path"]))
        lines.append(f"! {place}: {error['extensions']['code']}, {error['message']}")
    for entry in answer.get("extensions", {}).get("access", ()):
        door = "" if entry["section"] is None else f" (section {entry['section']})"
        lines.append(f"✗ {'.'.join(entry['path'])}: {entry['code']}{door}")
    return "\n".join(lines)


def cells(value: Any) -> int:
    """Count the values that somebody reads in an answer: nulls and empty lists are none."""
    if isinstance(value, Mapping):
        return sum(map(cells, value.values()))
    if isinstance(value, list):
        return sum(map(cells, value))
    return value is not None


def _members(value: Mapping[str, Any], indent: str) -> Iterable[str]:
    for key, each in value.items():
        yield from _labelled(f"{indent}{key}:", _hidden(key, each), indent)


def _hidden(key: str, value: Any) -> Any:
    return _Cursor() if key in _CURSORS and value is not None else value


def _labelled(label: str, value: Any, indent: str) -> Iterable[str]:
    flat = _flat(value)
    if flat is not None and len(label) + 1 + len(flat) <= WIDTH:
        yield f"{label} {flat}"
        return
    if isinstance(value, str):
        yield f"{label} {json.dumps(value, ensure_ascii=False)}"
        return
    yield label
    if isinstance(value, Mapping):
        yield from _members(value, indent + "  ")
    else:
        for each in value:
            yield from _item(each, indent + "  ")


def _item(value: Any, indent: str) -> Iterable[str]:
    flat = _flat(value)
    if flat is not None and len(indent) + 2 + len(flat) <= WIDTH:
        yield f"{indent}- {flat}"
        return
    if isinstance(value, Mapping):
        lines = list(_members(value, indent + "  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {json.dumps(value, ensure_ascii=False)}"


def _flat(value: Any) -> str | None:
    """Write *value* in one line; None where its lists are better read one item a line."""
    if isinstance(value, _Cursor):
        return "(cursor)"
    if isinstance(value, Mapping):
        parts = [(key, _flat(_hidden(key, each))) for key, each in value.items()]
        if any(part is None for _, part in parts):
            return None
        return "{ " + ", ".join(f"{key}: {part}" for key, part in parts) + " }"
    if isinstance(value, list):
        if any(isinstance(each, Mapping) for each in value):
            return None
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


class _Cursor:
    """Stands for a cursor."""
