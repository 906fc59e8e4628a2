"""Where keys, values and comments of a text begin and end, for whoever changes a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from documents.standing import Keys

_HASH = re.compile(r"(?:(?<=[\s,\[\]{}])|\A)#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Span:
    """One value, in characters of the text, the end not included.

    `key`      the value's key; None for entries of lists and for the whole file
    `bracket`  whether it is a list or a mapping between brackets
    `plain`    whether it is a single word or text
    """

    start: int
    end: int
    key: tuple[int, int] | None
    bracket: bool = False
    plain: bool = False


def find_spans(text: str) -> dict[Keys, Span]:
    """Find everything in *text*, which the composer has read without a complaint.

    A mapping or list without brackets ends with the last thing in it.
    """
    return _Finder(text).find()


def comments_of(text: str) -> list[tuple[int, int]]:
    """Return where the comments of *text* stand, in order; each begins with its `#`."""
    finder = _Finder(text)
    finder.find()
    taken = list(text)
    for start, end in finder.words:
        taken[start:end] = "x" * (end - start)
    return [found.span() for found in _HASH.finditer("".join(taken))]


class _Finder:
    """Walks the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.spans: dict[Keys, Span] = {}
        self.words: list[tuple[int, int]] = []  # keys and single values

    def find(self) -> dict[Keys, Span]:
        for event in self.events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                self.value(event, (), None)
                break
        return self.spans

    def value(self, event: Any, keys: Keys, key: tuple[int, int] | None) -> int:
        """Note the value that begins with *event*, and return its end."""
        start = event.start_mark.index
        if isinstance(event, yaml.ScalarEvent):
            span = Span(start, self.word(event), key, plain=True)
        else:
            listing = isinstance(event, yaml.SequenceStartEvent)
            end = self.entries(keys) if listing else self.pairs(keys)
            bracket = bool(event.flow_style)
            span = Span(start, end[0] if bracket else end[1], key, bracket=bracket)
        self.spans[keys] = span
        return span.end

    def word(self, event: Any) -> int:
        """Note a single word or text; one of several lines holds no blank lines after its last."""
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        end = start + len(self.text[start:end].rstrip())
        self.words.append((start, end))
        return end

    def entries(self, keys: Keys) -> tuple[int, int]:
        """Note a list; return where its bracket closes, and where its last entry ends."""
        last, count = 0, 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            last = self.value(event, (*keys, count), None)
            count += 1
        return event.end_mark.index, last  # type: ignore[union-attr]

    def pairs(self, keys: Keys) -> tuple[int, int]:
        """Note a mapping; return where its bracket closes, and where its last value ends."""
        last = 0
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = event.start_mark.index, self.word(event)
            last = self.value(next(self.events), (*keys, event.value), key)
        return event.end_mark.index, last  # type: ignore[union-attr]
