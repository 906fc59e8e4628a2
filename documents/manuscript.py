"""The text of one file while it is changed: one place at a time, and everything else as it stands.

Each change is made twice, in the text and in the plain data. The text is then read again, and has
to say what the data say, with every comment that stood there before.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from documents.composer import compose
from documents.layout import Layout
from documents.places import Place
from documents.quoting import quoted
from documents.standing import Keys, value_at, value_if_any
from documents.text import place_at
from documents.written import as_entry, as_lines, as_pair, in_brackets, on_a_line


class CannotBeChanged(Exception):
    """The text cannot be changed there without harm; says where, and what to do."""

    def __init__(self, place: Place, name: str) -> None:
        self.place = place
        message = f"{quoted(name)} is written in a way that only a person can change"
        super().__init__(f"{place}: {message}\n  help: open the file, and change it by hand")


@dataclass(frozen=True)
class Manuscript:
    """A text without problems, at *path*; a change returns another one.

    Every change raises :class:`CannotBeChanged` where the result is not what was meant.
    """

    path: str
    text: str

    @cached_property
    def data(self) -> Any:
        """What the text says. Nobody changes it."""
        return compose(self.path, self.text).data

    @cached_property
    def layout(self) -> Layout:
        """How it says it."""
        return Layout(self.text)

    def at(self, keys: Keys) -> Any:
        """Return the data at *keys*; None where there are none."""
        return value_if_any(self.data, keys)

    # ------------------------------------------------------------ changes

    def with_value(self, keys: Keys, value: Any) -> Manuscript:
        """Write another value in the place of the one at *keys*, which has a key."""
        if self.at(keys) == value:
            return self
        layout, span = self.layout, self.layout.spans[keys]
        if span.plain or span.bracket:
            between = layout.is_between(keys[:-1])
            words = in_brackets(value) if between else on_a_line(value)
            text = self._spliced(span.start, span.end, words)
        else:
            assert span.key is not None
            start = self.text.index(":", span.key[1]) + 1
            kept = layout.comment_lines(start, span.end, layout.column(span.key[0]))
            words = f" {on_a_line(value)}{kept}"
            text = self._spliced(start, layout.end_of_line(span.end), words)
        return self._proved(keys, text, lambda data: _put(data, keys, value))

    def with_key(self, keys: Keys, name: str) -> Manuscript:
        """Write another key in the place of the last of *keys*."""
        span = self.layout.spans[keys].key
        assert span is not None

        def rename(data: Any) -> None:
            inside = value_at(data, keys[:-1])
            inside[name] = inside.pop(keys[-1])

        return self._proved(keys, self._spliced(*span, name), rename)

    def with_pair(self, keys: Keys, name: str, value: Any, after: str | None = None) -> Manuscript:
        """Add a key with its value to the mapping at *keys*: last, or behind the key *after*."""
        layout, inside = self.layout, list(self.at(keys))
        last = layout.spans[*keys, after if after is not None and after in inside else inside[-1]]
        if layout.is_between(keys):
            text = self._spliced(last.end, last.end, f", {as_pair(name, value, between=True)}")
        else:
            assert last.key is not None
            lines = as_lines(name, value) if not keys else [as_pair(name, value)]
            text = self._below(last.end, lines, layout.column(last.key[0]), blank=not keys)

        def add(data: Any) -> None:
            value_at(data, keys)[name] = value

        return self._proved(keys, text, add)

    def with_entry(self, keys: Keys, value: Any) -> Manuscript:
        """Add an entry to the list at *keys*, as its last."""
        layout, last = self.layout, len(self.at(keys)) - 1
        end = layout.spans[*keys, last].end
        if layout.is_between(keys):
            text = self._spliced(end, end, f", {in_brackets(value)}")
        else:
            column = layout.column(layout.dash((*keys, last)))
            blank = isinstance(value, dict) and layout.is_loose(keys, last)
            text = self._below(end, as_entry(value), column, blank=blank)
        return self._proved(keys, text, lambda data: value_at(data, keys).append(value))

    def without(self, keys: Keys) -> Manuscript:
        """Take out what stands at *keys*, the key with its value or the entry; comments stay."""
        inside = self.at(keys[:-1])
        order = list(range(len(inside))) if isinstance(inside, list) else list(inside)
        between = self.layout.is_between(keys[:-1])
        text = self._without_words(keys, order) if between else self._without_lines(keys, order)

        def take(data: Any) -> None:
            del value_at(data, keys[:-1])[keys[-1]]

        return self._proved(keys, text, take)

    def pruned(self, keys: Keys) -> Manuscript:
        """Take out what stands at *keys*, and what would be left empty around it."""
        while len(keys) > 1 and len(self.at(keys[:-1])) == 1:
            keys = keys[:-1]
        return self.without(keys)

    # ------------------------------------------------------------ text

    def _without_words(self, keys: Keys, order: Sequence[str | int]) -> str:
        """Take out an entry between brackets, with one comma."""
        number = order.index(keys[-1])
        start, end = self.layout.whole(keys)
        if number + 1 < len(order):
            following = self.layout.whole((*keys[:-1], order[number + 1]))[0]
            end += self.text[end:following].index(",") + 1
            while end < following and self.text[end] == " ":
                end += 1
        elif number > 0:
            start = self.layout.whole((*keys[:-1], order[number - 1]))[1]
        return self._spliced(start, end, "")

    def _without_lines(self, keys: Keys, order: Sequence[str | int]) -> str:
        """Take out lines; a comment at their end or between them gets a line of its own."""
        layout = self.layout
        start, end = layout.whole(keys)
        if isinstance(keys[-1], int):
            start = layout.dash(keys)
        line, stop = layout.start_of_line(start), layout.end_of_line(end)
        if self.text[line:start].strip():  # the first key of an entry stands behind its dash
            following = (*keys[:-1], order[order.index(keys[-1]) + 1])
            return self._spliced(start, layout.whole(following)[0], "")
        kept = layout.comment_lines(start, end, start - line).removeprefix(layout.newline)
        if kept:
            return self._spliced(line, stop, kept)
        stop += len(layout.newline)
        if layout.is_blank_before(line) and layout.is_blank_at(stop):
            line -= len(layout.newline)
        return self._spliced(line, stop, "")

    def _below(self, end: int, lines: Sequence[str], column: int, *, blank: bool) -> str:
        """Put *lines* below the line in which something ends, *column* characters from the left."""
        stop = self.layout.end_of_line(end)
        indented = [" " * column + line for line in lines]
        words = self.layout.newline.join(["", *([""] if blank else []), *indented])
        return self._spliced(stop, stop, words)

    def _spliced(self, start: int, end: int, words: str) -> str:
        return self.text[:start] + words + self.text[end:]

    # ------------------------------------------------------------ proof

    def _proved(self, keys: Keys, text: str, change: Callable[[Any], None]) -> Manuscript:
        """Return the manuscript of *text*, which says what *change* makes of the data."""
        expected = copy.deepcopy(self.data)
        change(expected)
        read = compose(self.path, text)
        after = Manuscript(self.path, text)
        sound = read.complete and not read.problems and read.data == expected
        if not sound or _remarks(self) != _remarks(after):
            place = place_at(self.path, self.text, self.layout.spans[keys].start)
            raise CannotBeChanged(place, ".".join(map(str, keys)))
        return after


def _remarks(manuscript: Manuscript) -> list[str]:
    """Return the words of all comments, sorted: one may have got a line of its own."""
    layout = manuscript.layout
    return sorted(manuscript.text[start:end].rstrip() for start, end in layout.comments)


def _put(data: Any, keys: Keys, value: Any) -> None:
    value_at(data, keys[:-1])[keys[-1]] = value
