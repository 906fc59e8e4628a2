"""The words for a value of the wrong type: a list for a text, `yes` for `true`, `"12"` for `12`."""

from __future__ import annotations

import re

from documents.faults import Fault, spelled_like
from documents.phrases import Words, example_of, name_of, shown, what_to_write
from documents.quoting import flow, listed, quoted
from documents.wrong_values import format_words

_WANTED = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "keys with values below it",
}
_TRUE, _FALSE = ("yes", "on", "y", "true"), ("no", "off", "n", "false")


def type_words(fault: Fault, written: str | None) -> Words:
    """Word a value of the wrong type, or one that is missing."""
    kinds = fault.schema["type"]
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    value, name = fault.value, name_of(fault.keys)
    if value is None:
        return f"{name} has no value", what_to_write(fault)
    if "boolean" in wanted and isinstance(value, str) and value.casefold() in _TRUE + _FALSE:
        return _not_boolean(name, value, written)
    if wanted == ["integer"] and isinstance(value, str | float):
        return _not_whole(fault, value, written)
    if "string" in wanted and isinstance(value, bool | int | float):
        return _not_text(fault, written)
    if wanted == ["array"] and isinstance(value, str):
        return f"{name} wants a list, and a text stands here", f"write `{flow([value])}`"
    nouns = " or ".join(_WANTED[kind] for kind in wanted)
    return f"{name} wants {nouns}, and {_found(value, written)} stands here", what_to_write(fault)


def _not_boolean(name: str, value: str, written: str | None) -> Words:
    """Word `yes` and its like, and quotes, in place of a boolean."""
    meant = "true" if value.casefold() in _TRUE else "false"
    if written is None:
        return (
            f"{name} wants `true` or `false`, and a text in quotes stands here",
            f"write `{meant}` without quotes",
        )
    return f"{quoted(value)} is not `true` or `false`", f"write `{meant}`"


def _not_whole(fault: Fault, value: str | float, written: str | None) -> Words:
    """Word a text, or a number with a fraction, in place of a whole number."""
    digits = re.sub(r"[_, ]|\.0*$", "", str(value))
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", digits):
        example = example_of(fault.schema, fault.keys)
        advice = f"write digits alone, for example {example}" if example else "write digits alone"
    elif isinstance(value, str) and written is None:
        message = f"{name_of(fault.keys)} wants a whole number, and a text in quotes stands here"
        return message, f"write `{digits}` without quotes"
    else:
        advice = f"write `{digits}`"
    return f"{shown(fault, written)} is not written as a whole number", advice


def _not_text(fault: Fault, written: str | None) -> Words:
    """Word a number or a boolean in place of a text."""
    schema, value = fault.schema, fault.value
    text = written or flow(value)
    values = schema.get("enum", [])
    if isinstance(value, bool) and {"on", "off"} <= set(values):
        return f"{quoted(text)} is not {schema['title']}", f"write `{'on' if value else 'off'}`"
    if "format" in schema:
        return format_words(fault, written)
    found = _found(value, written)
    message = f"{name_of(fault.keys)} wants text, and {found} stands here"
    if values:
        return message, f"write {listed(values)}"
    if not spelled_like(schema.get("pattern", ""), text):
        return message, what_to_write(fault)
    return message, f'put it into quotes: `"{text}"`'


def _found(value: object, written: str | None) -> str:
    """Name what stands in place of something else."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a block of keys"
    number = "" if isinstance(value, bool) else "the number "
    return f"{number}{quoted(written or flow(value))}"
