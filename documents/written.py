"""How a value is written into a file: as an operator would, and so that it is read as meant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from documents.composer import compose


def in_brackets(value: Any) -> str:
    """Write *value* so that it can stand between brackets: `{ access: member }`."""
    if isinstance(value, Mapping):
        pairs = (as_pair(key, each, between=True) for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, str):
        return _text(value, between=True)
    if isinstance(value, Sequence):
        return f"[{', '.join(in_brackets(each) for each in value)}]"
    return json.dumps(value)


def on_a_line(value: Any) -> str:
    """Write *value* so that it can stand alone after a colon or a dash."""
    return _text(value, between=False) if isinstance(value, str) else in_brackets(value)


def as_pair(name: str, value: Any, *, between: bool = False) -> str:
    """Write a key with its value; with *between*, to stand between brackets."""
    words = in_brackets(value) if between else on_a_line(value)
    return f"{_key(name, between=between)}: {words}"


def as_entry(value: Any) -> list[str]:
    """Write an entry of a list, the keys of a mapping one below the other."""
    if not isinstance(value, Mapping):
        return [f"- {on_a_line(value)}"]
    first, *others = (as_pair(key, each) for key, each in value.items())
    return [f"- {first}", *(f"  {pair}" for pair in others)]


def as_lines(name: str, value: Any) -> list[str]:
    """Write a key with what it holds on lines of their own, as at the top of a file."""
    if isinstance(value, Mapping):
        return [f"{name}:", *(f"  {as_pair(key, each)}" for key, each in value.items())]
    if isinstance(value, Sequence) and all(isinstance(each, Mapping) for each in value):
        return [f"{name}:", *(f"  {line}" for each in value for line in as_entry(each))]
    return [as_pair(name, value)]


def _text(text: str, *, between: bool) -> str:
    """Leave the quotes away where the text is read the same without them."""
    frame = "{{ x: [{0}], y: {0} }}" if between else "x: {0}"
    meant = {"x": [text], "y": text} if between else {"x": text}
    return _unless_read_otherwise(text, frame, meant)


def _key(text: str, *, between: bool) -> str:
    return _unless_read_otherwise(text, "{{ {0}: x }}" if between else "{0}: x", {text: "x"})


def _unless_read_otherwise(text: str, frame: str, meant: Any) -> str:
    if text.isprintable():
        read = compose("", frame.format(text))
        if read.complete and not read.problems and read.data == meant:
            return text
    return json.dumps(text, ensure_ascii=False)
