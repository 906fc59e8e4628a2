"""Chains of changes: what the network says, and what each location on the way down makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from access.changes import NO_CHANGES, Changes
from access.holding import written
from access.layering import Layers
from access.periods import Dated, Period, Timeline
from access.phrases import scope_in_words
from access.rules import Access, Setting
from documents.places import Place

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Link:
    """One word on the matter: the network's own (no location), or a location's change of it."""

    location: str | None
    words: str
    place: Place
    because: str | None = None
    period: Period = ALWAYS

    @property
    def line(self) -> str:
        """Where it stands, without the column."""
        return self.place.in_file

    @property
    def dates(self) -> str:
        """When it is in force, where that is limited; empty where it is not."""
        start = f"from {self.period.start}" if self.period.start else ""
        end = f"until {self.period.end}" if self.period.end else ""
        return " ".join(filter(None, [start, end]))


def section_chain(layers: Layers, section: str, portal: str, day: dt.date) -> tuple[Link, ...]:
    """Return who said to whom *section* is open, from the network down to *portal*."""
    rule = layers.rules.sections[section]
    first = Link(None, f"open to {rule.access.words}", rule.access.place)
    changed = _changed(layers, lambda each: each.access, section, portal, day)
    return first, *(_link(at, f"open to {said.value.words}", said) for at, said in changed)


def feature_chain(layers: Layers, section: str, portal: str, day: dt.date) -> tuple[Link, ...]:
    """Return who switched the feature behind *section* on or off."""
    rule = layers.rules.sections[section]
    changed = _changed(layers, lambda each: each.features, section, portal, day)
    return (
        Link(None, _switched(rule.feature), rule.feature_place),
        *(_link(at, _switched(said.value), said) for at, said in changed),
    )


def field_chain(
    layers: Layers, key: tuple[str, str], portal: str, day: dt.date
) -> tuple[Link, ...]:
    """Return who said to whom a field is shown."""
    rule = layers.rules.types[key[0]]
    changed = _changed(layers, lambda each: each.fields, key, portal, day)
    access = rule.fields.get(key[1])
    first = (
        Link(None, _shown(access), access.place)
        if access is not None
        else Link(None, "in no list: shown to nobody", rule.place)
    )
    return first, *(_link(at, _shown(said.value), said) for at, said in changed)


def scope_chain(layers: Layers, name: str, portal: str, day: dt.date) -> tuple[Link, ...]:
    """Return who said whose records a portal shows."""
    rule = layers.rules.types[name]
    changed = _changed(layers, lambda each: each.scopes, name, portal, day)
    return (
        Link(None, f"records of {scope_in_words(rule.scope)}", rule.scope_place),
        *(_link(at, f"records of {scope_in_words(said.value)}", said) for at, said in changed),
    )


def action_chain(layers: Layers, action: str, portal: str, day: dt.date) -> tuple[Link, ...]:
    """Return who said to whom *action* is allowed."""
    rule = layers.rules.actions[action].allow
    changed = _changed(layers, lambda each: each.actions, action, portal, day)
    return (
        Link(None, f"allowed to {rule.words}", rule.place),
        *(_link(at, f"allowed to {said.value.words}", said) for at, said in changed),
    )


def switch_chain(layers: Layers, name: str, portal: str, day: dt.date) -> tuple[Link, ...]:
    """Return who set the switch *name* to what."""
    rule = layers.rules.switches[name]
    changed = _changed(layers, lambda each: each.switches, name, portal, day)
    return (
        Link(None, _set(name, rule.value), rule.place),
        *(_link(at, _set(name, said.value), said) for at, said in changed),
    )


def hidden_links(
    layers: Layers, key: tuple[str, str], root: str, day: dt.date
) -> tuple[Link, ...]:
    """Return every location of a network whose records hide a field at all portals."""
    found = []
    for location in sorted(layers.tree.network(root)):
        said = layers.changes.get(location, NO_CHANGES).hidden.at(key, day)
        if said is not None:
            found.append(_link(location, "hidden everywhere", said))
    return tuple(found)


def _changed(
    layers: Layers, timeline: Callable[[Changes], Timeline[K, T]], key: K, portal: str, day: dt.date
) -> Iterator[tuple[str, Dated[T]]]:
    for location in reversed(layers.tree.chain(portal)):
        said = timeline(layers.changes.get(location, NO_CHANGES)).at(key, day)
        if said is not None:
            yield location, said


def _link(location: str, words: str, said: Dated[T]) -> Link:
    return Link(location, words, said.place, said.because, said.period)


def _shown(access: Access) -> str:
    return f"shown to {access.words}"


def _set(name: str, value: Setting) -> str:
    return f"`{name}` is `{written(value)}`"


def _switched(on: bool) -> str:
    return "switched on" if on else "switched off"
