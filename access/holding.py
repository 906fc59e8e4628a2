"""What holds of one rule at a location: the network's own word, or the nearest change's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from access.changes import Changes
from access.layering import Layers
from access.periods import Dated, Timeline
from access.rules import Access
from documents.places import Place


@dataclass(frozen=True, slots=True)
class Holding:
    """What decides one thing where no location changes it: the meaning, the words, the line."""

    about: str
    value: Hashable
    words: str
    place: Place


def valued(changes: Changes) -> Iterator[tuple[str, Any, Dated[Any]]]:
    """Yield the changes that set a value, each with the kind of rule that it changes."""
    for kind in ("access", "features", "fields", "scopes", "actions", "switches"):
        timeline: Timeline[Any, Any] = getattr(changes, kind)
        for key, dated in timeline.all():
            yield kind, key, dated


def network_rule(layers: Layers, kind: str, key: Any) -> Holding | None:
    """Return what the network's own rules say; None where they say nothing."""
    rules = layers.rules
    match kind:
        case "access":
            return _of_access(f"section `{key}`", "open to", rules.sections[key].access)
        case "features":
            section = rules.sections[key]
            words = f"switched {'on' if section.feature else 'off'}"
            return Holding(f"section `{key}`", section.feature, words, section.feature_place)
        case "fields":
            access = rules.types[key[0]].fields.get(key[1])
            if access is None or not access.audience.levels:
                return None  # what only owners and staff see is told elsewhere
            return _of_access(f"`{key[0]}.{key[1]}`", "shown to", access)
        case "scopes":
            scope = rules.types[key]
            return _of_scope(key, scope.scope, scope.scope_place)
        case "actions":
            return _of_access(f"`{key}`", "allowed to", rules.actions[key].allow)
    switch = rules.switches[key]
    return Holding(f"`{key}`", switch.value, f"`{written(switch.value)}`", switch.place)


def nearest_change(
    layers: Layers, kind: str, key: Any, chain: tuple[str, ...], day: dt.date
) -> Holding | None:
    """Return the nearest change along *chain* that is in force on *day*."""
    for location in chain:
        changes = layers.changes.get(location)
        dated = getattr(changes, kind).at(key, day) if changes is not None else None
        if dated is None:
            continue
        network = network_rule(layers, kind, key)
        about = network.about if network is not None else str(key)
        if isinstance(dated.value, Access):
            verb = {"access": "open to", "fields": "shown to"}.get(kind, "allowed to")
            return _of_access(about, verb, _at_change(dated))
        value = meaning(dated.value)
        words = f"switched {'on' if dated.value else 'off'}" if kind == "features" else ""
        return Holding(about, value, words or f"`{written(dated.value)}`", dated.place)
    return None


def _at_change(dated: Dated[Access]) -> Access:
    """Return the access that a change sets, standing at the change."""
    return Access(dated.value.audience, dated.value.words, dated.place)


def _of_access(about: str, verb: str, access: Access) -> Holding:
    return Holding(about, meaning(access), f"{verb} {access.words}", access.place)


def _of_scope(name: str, scope: tuple[Any, ...], place: Place) -> Holding:
    return Holding(f"the scope of type `{name}`", scope, f"`{written(scope)}`", place)


def meaning(value: Any) -> Hashable:
    """Return what a value means; of an audience its levels, since locations change nothing else."""
    found: Hashable = value.audience.levels if isinstance(value, Access) else value
    return found


def written(value: Any) -> str:
    """Write a setting as a file would."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
