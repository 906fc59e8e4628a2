"""How a text is laid out: lines, columns, dashes, brackets, and which comments stand where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from documents.spans import Span, comments_of, find_spans
from documents.standing import Keys


@dataclass(frozen=True)
class Layout:
    """The layout of a text without problems; places are numbers of characters."""

    text: str

    @cached_property
    def spans(self) -> dict[Keys, Span]:
        """Where everything stands."""
        return find_spans(self.text)

    @cached_property
    def comments(self) -> list[tuple[int, int]]:
        """Where the comments stand."""
        return comments_of(self.text)

    @property
    def newline(self) -> str:
        """How this text ends its lines."""
        first = self.end_of_line(0)
        return "\r\n" if self.text[first : first + 2] == "\r\n" else "\n"

    def start_of_line(self, index: int) -> int:
        """Where the line of *index* begins."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def end_of_line(self, index: int) -> int:
        """Where the line of *index* ends, before what ends it."""
        ends = [self.text.find(mark, index) for mark in "\r\n"]
        return min((end for end in ends if end >= 0), default=len(self.text))

    def is_blank_before(self, line: int) -> bool:
        """Whether the line above the one that begins at *line* is empty."""
        return self.text[:line].endswith(self.newline * 2)

    def is_blank_at(self, line: int) -> bool:
        """Whether an empty line, or the end of the text, stands at *line*."""
        return line >= len(self.text) or self.text.startswith(self.newline, line)

    def column(self, index: int) -> int:
        """How many characters stand before *index* in its line."""
        return index - self.start_of_line(index)

    def whole(self, keys: Keys) -> tuple[int, int]:
        """Where the value at *keys* begins, with its key, and where it ends."""
        span = self.spans[keys]
        return (span.key or (span.start,))[0], span.end

    def dash(self, keys: Keys) -> int:
        """Where the dash of an entry stands, in a list without brackets."""
        start = self.spans[keys].start
        return self.text.rindex("-", self.start_of_line(start), start)

    def is_between(self, keys: Keys) -> bool:
        """Whether *keys*, or something that holds it, stands between brackets."""
        return any(self.spans[keys[:length]].bracket for length in range(len(keys) + 1))

    def is_loose(self, keys: Keys, last: int) -> bool:
        """Whether blank lines part the entries of a list, of which *last* is the last.

        A single entry is taken for one of many such.
        """
        if last == 0:
            return True
        above = self.text[self.spans[*keys, last - 1].end : self.dash((*keys, last))]
        return any(not line.strip() for line in above.split("\n")[1:-1])

    def comment_lines(self, start: int, end: int, column: int) -> str:
        """Write the comments from *start* to the end of the line of *end* on lines of their own."""
        stop = self.end_of_line(end)
        found = [self.text[first:last] for first, last in self.comments if start <= first < stop]
        return "".join(f"{self.newline}{' ' * column}{comment}" for comment in found)
