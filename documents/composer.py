"""From the text of a file to plain data and the place of everything, event by event.

YAML has much that an access policy is better without: keys that stand twice (libraries keep the
last in silence), anchors, tags, merges. All of it is found here, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from documents.places import Place, Problem
from documents.quoting import quoted
from documents.scalars import Unreadable, resolve
from documents.standing import Keys, Standing
from documents.syntax import broken_syntax
from documents.text import INVISIBLE

DEEPEST = 20
MOST_VALUES = 10_000

_DISCARDED = -1  # stands in the keys of values that are read but kept nowhere


class _Stop(Exception):
    """Reading on would cost too much; what has been found so far stands."""


@dataclass(slots=True)
class Composed:
    """What a text holds: `data`, where everything stands, and what is wrong with how it is written.

    `spoilt` are the keys of values that could not be read; what they hold means nothing.
    `complete` is False where reading had to stop; `empty` says that there was nothing to read.
    """

    path: str
    data: Any = None
    standings: dict[Keys, Standing] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Keys] = field(default_factory=set)
    complete: bool = False
    empty: bool = False


def compose(path: str, text: str) -> Composed:
    """Read *text* as one YAML document."""
    composed = Composed(path)
    try:
        _Composer(composed, text).read()
        composed.complete = True
    except _Stop:
        pass
    except yaml.YAMLError as error:
        composed.problems.append(broken_syntax(path, text, error))
    return composed


class _Composer:
    """Reads the events of one text."""

    def __init__(self, composed: Composed, text: str) -> None:
        self.composed = composed
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.values = 0

    def read(self) -> None:
        """Read the whole stream: nothing, or one document."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
        if event.version is not None or event.tags:
            self._problem(event, "a line that begins with `%` stands here", "take it out")
        root = next(self.events)
        self.composed.data = self._value(root, ())
        if self.composed.data is None and () not in self.composed.spoilt:
            self._empty()
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._stop(
                event,
                "a second document begins here, after a line `---`",
                "one file holds one document: take the line out, or make a second file",
            )

    # ------------------------------------------------------------ values

    def _value(self, event: Any, keys: Keys, key: tuple[int, int] | None = None) -> Any:
        """Read the value that begins with *event*, with all that it holds."""
        self.values += 1
        if self.values > MOST_VALUES:
            self._stop(event, f"this file holds more than {MOST_VALUES:,} values", "split it")
        if len(keys) > DEEPEST:
            self._stop(
                event,
                f"this stands more than {DEEPEST} levels deep",
                "nothing here needs so many brackets or so much indentation",
            )
        plain = isinstance(event, yaml.ScalarEvent) and not event.style
        written = event.value if plain else None
        self.composed.standings[keys] = Standing(_position(event), key, written)
        if isinstance(event, yaml.AliasEvent):
            self._problem(
                event,
                f"an alias, {quoted('*' + str(event.anchor))}, stands here",
                "write the value out again; a text that begins with `*` goes into quotes",
            )
            self.composed.spoilt.add(keys)
            return None
        self._properties(event)
        if event.tag is not None:
            self.composed.spoilt.add(keys)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(keys)
        return self._mapping(keys)

    def _properties(self, event: Any) -> None:
        """Refuse what may stand before a value: an anchor, a tag."""
        if event.anchor is not None:
            self._problem(
                event,
                f"an anchor, {quoted('&' + str(event.anchor))}, stands here",
                "take it out; a text that begins with `&` goes into quotes",
            )
        if event.tag is not None:
            self._problem(
                event,
                "a tag, a word that begins with `!`, stands here",
                "take it out; a text that begins with `!` goes into quotes",
            )

    def _scalar(self, event: Any, keys: Keys) -> Any:
        if event.style or event.tag is not None:
            if found := INVISIBLE.search(event.value):
                self._problem(
                    event,
                    f"this text holds a character that cannot be seen, {quoted(found.group())}",
                    "take the escape out of the quotes",
                )
                self.composed.spoilt.add(keys)
            return event.value
        try:
            return resolve(event.value)
        except Unreadable as why:
            self._problem(
                event,
                f"{quoted(event.value)} {why}",
                "write digits alone; what is meant as text goes into quotes",
            )
            self.composed.spoilt.add(keys)
            return None

    def _list(self, keys: Keys) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*keys, len(items))))
        return items

    def _mapping(self, keys: Keys) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self._key(event, keys)
            position = _position(event)
            if name is not None and name in items:
                first = self.composed.standings[(*keys, name)].key or (1, 1)
                self._problem(
                    event,
                    f"{quoted(name)} stands twice; it stands in line {first[0]} already",
                    "keep one of them",
                )
                name = None
            value_keys = (*keys, _DISCARDED if name is None else name)
            value = self._value(next(self.events), value_keys, position)
            if name is not None:
                items[name] = value
        return items

    def _key(self, event: Any, keys: Keys) -> str | None:
        """Read a key; None where it is one that no file may hold."""
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*keys, _DISCARDED))
            self._problem(event, "a list or a block stands here as a key", "write a word")
            self.composed.spoilt.add(keys)
            return None
        self.values += 1
        self._properties(event)
        if event.style or event.tag is not None:
            return event.value
        if event.value == "<<":
            self._problem(
                event, "`<<` would merge another block into this one", "write the keys out again"
            )
            self.composed.spoilt.add(keys)
            return None
        if isinstance(_resolved(event.value), str):
            return event.value
        if event.value == "":
            self._problem(event, "a key is missing before the colon", "write `key: value`")
        else:
            self._problem(
                event,
                f"{quoted(event.value)} stands here as a key, and is not read as text",
                f'put it into quotes: `"{event.value[:40]}"`',
            )
        self.composed.spoilt.add(keys)
        return None

    # ------------------------------------------------------------ problems

    def _problem(self, event: Any, message: str, advice: str) -> None:
        self.composed.problems.append(
            Problem(Place(self.composed.path, *_position(event)), message, advice)
        )

    def _stop(self, event: Any, message: str, advice: str) -> NoReturn:
        self._problem(event, message, advice)
        raise _Stop

    def _empty(self) -> NoReturn:
        self.composed.empty = True
        raise _Stop


def _resolved(text: str) -> Any:
    try:
        return resolve(text)
    except Unreadable:
        return None


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
