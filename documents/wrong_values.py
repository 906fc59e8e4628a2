"""The words for a value, or a key, that has the right type and the wrong spelling or size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.faults import Fault, spelled_like
from documents.phrases import Words, name_of, shown, what_to_write
from documents.quoting import LONGEST, listed, quoted
from documents.suggestions import closest, did_you_mean

NEARLY_THE_SAME = 0.85
"""How alike a word has to be to one that is always known, before it is spelled like one's own."""

_ON, _OFF = ("yes", "y", "true"), ("no", "n", "false")


def enum_words(fault: Fault, written: str | None) -> Words:
    """Word a value that is none of a closed list."""
    values = [str(value) for value in fault.schema["enum"]]
    message = f"{shown(fault, written)} is not {fault.schema['title']}"
    guess = did_you_mean(str(fault.value), values)
    if {"on", "off"} <= set(values) and str(fault.value).casefold() in _ON + _OFF:
        guess = f"write `{'on' if str(fault.value).casefold() in _ON else 'off'}`"
    return message, guess or fault.schema.get("x-write") or f"write {listed(values)}"


def const_words(fault: Fault, written: str | None) -> Words:
    """Word a value that is not the only one there may be."""
    problem = fault.schema.get("x-problem") or f"is not {fault.schema['title']}"
    return f"{shown(fault, written)} {problem}", fault.schema.get("x-write")


def not_words(fault: Fault, written: str | None) -> Words:
    """Word a value that is refused by name."""
    refused = fault.schema["not"]
    return f"{shown(fault, written)} {refused['x-problem']}", refused["x-write"]


def pattern_words(fault: Fault, written: str | None) -> Words:
    """Word a text that is not spelled as it has to be."""
    value, pattern = str(fault.value), fault.schema["pattern"]
    if not value.strip() and not fault.at_key:
        return f"{name_of(fault.keys)} is an empty text", what_to_write(fault)
    problem = fault.schema.get("x-problem") or f"is not written like {fault.schema['title']}"
    message = f"{shown(fault, written)} {problem}"
    if (known := closest(value, fault.schema.get("x-known", ()), NEARLY_THE_SAME)) is not None:
        return message, f"did you mean {quoted(known)}?"
    if (several := _several(value, fault)) is not None:
        return message, several
    for respelled in _respellings(value, pattern):
        if spelled_like(pattern, respelled):
            return message, f"did you mean {quoted(respelled)}?"
    return message, what_to_write(fault)


def _several(value: str, fault: Fault) -> str | None:
    """Say how a list is written, where several words stand that are each a name by themselves."""
    words = re.split(r"[\s,]+", value.strip())
    pattern, known = fault.schema["pattern"], fault.schema.get("x-known", ())
    names = len(words) > 1 and all(spelled_like(pattern, word) for word in words)
    if not names or not (set(words) <= set(known) or any("-" in word for word in words)):
        return None
    if fault.at_key or (fault.keys and isinstance(fault.keys[-1], int)):
        return f"put a comma between them: `{', '.join(words)}`"
    return f"write a list: `[{', '.join(words)}]`"


def _respellings(value: str, pattern: str) -> Iterator[str]:
    """Try what hands mix up: capitals, underscores, spaces, a missing zero, a type before a dot."""
    value = value.strip()
    if len(value) > LONGEST:
        return
    yield value.lower().replace("_", "-")
    if "," not in pattern:
        yield re.sub(r"[\s_]+", "-", value.lower())
    if len(value) <= 3:
        yield value.upper()
    yield value[:1].upper() + value[1:]
    yield value[:1].lower() + value[1:]
    yield re.sub(r"[_-]([a-z])", lambda match: match[1].upper(), value)
    yield value.title()
    yield value.rpartition(".")[2]
    if re.search("[0-9]:[0-9]", value):
        compact = re.sub(r"\s", "", value).replace("–", "-")
        yield re.sub(r"(?<![0-9])([0-9]:)", r"0\1", compact)


def format_words(fault: Fault, written: str | None) -> Words:
    """Word a text that is no date."""
    return f"{shown(fault, written)} is not {fault.schema['title']}", what_to_write(fault)


def bounds_words(fault: Fault, written: str | None) -> Words:
    """Word a number that is too small or too large."""
    low, high = fault.schema["minimum"], fault.schema["maximum"]
    extreme = "small" if fault.keyword == "minimum" else "large"
    return (
        f"{shown(fault, written)} is too {extreme} for {name_of(fault.keys)}",
        f"write a number from {low} to {high}",
    )


def max_length_words(fault: Fault, _written: str | None) -> Words:
    """Word a text that is too long."""
    return (
        f"{name_of(fault.keys)} is longer than {fault.schema['maxLength']} characters",
        what_to_write(fault),
    )
