"""Portals and days on which the same rules are in force, so that one answer serves for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from access.changes import Changes
from access.in_force import InForce
from access.layering import Layers
from access.levels import Relation
from access.periods import stretches
from access.proving.promise import About, Subject
from access.proving.questions import parts
from access.proving.states import relations_at
from documents.steps import in_steps


@dataclass(frozen=True, slots=True)
class Ground:
    """Portals below the same changes, on days on which the same of them are in force.

    `rules`      those of one of *portals*; the others' differ in what lies around alone
    `seen_from`  the portal seen from which `rules` tell where a contract stands
    `relations`  in which a contract can stand to each of the portals
    `end`        the first day that does not belong to it any more; None: without end
    """

    rules: InForce
    seen_from: str
    portals: tuple[str, ...]
    relations: tuple[Relation, ...]
    start: dt.date
    end: dt.date | None


class Grounds:
    """All portals on all days, each of them once."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._grounds = [ground for root in layers.tree.roots for ground in self._of(root)]
        self._hidden = {
            (root, *key): [*self._hidden_days(root, key)]
            for root in layers.tree.roots
            for key in {key for changes in self._changes_in(root) for key in changes.hidden}
        }
        self._alike: dict[tuple[About, str], dict[Hashable, list[Ground]]] = {}

    @staticmethod
    def count(layers: Layers) -> int:
        """Return how many stretches of days there are, within which no rule changes anywhere."""
        periods = (period for each in layers.changes.values() for period in each.periods)
        return len(stretches(periods))

    def all(self) -> list[Ground]:
        """Return every ground."""
        return self._grounds

    def for_subject(self, subject: Subject) -> Iterator[Sequence[Ground]]:
        """Yield the grounds, those together on which the same parts of the rules decide.

        A field that locations hide on their own records is shown differently at each portal.
        """
        for alike in self._parted(subject):
            root = alike[0].rules.portal.root
            days = self._hidden.get((root, subject.type_name, subject.field))
            if subject.about is not About.FIELD or days is None:
                yield alike
                continue
            for ground in alike:
                for one in self._one_by_one(ground, subject.type_name, days):
                    yield [one]

    def _parted(self, subject: Subject) -> Iterable[Sequence[Ground]]:
        """Part all grounds by what decides about *subject*; once for all fields of a type."""
        name = subject.type_name if subject.about is About.FIELD else subject.name
        known = self._alike.get((subject.about, name))
        if known is None:
            known = self._alike[subject.about, name] = {}
            for ground in in_steps(self._grounds):
                rules = ground.rules
                deciding = parts(subject, rules)
                key = (rules.portal.root, deciding, rules.freeze, ground.relations)
                known.setdefault(key, []).append(ground)
        return known.values()

    def _of(self, root: str) -> Iterator[Ground]:
        tree, changes = self._layers.tree, self._layers.changes
        alike: dict[object, list[str]] = {}
        for portal in sorted(tree.network(root), key=lambda name: (tree.depth(name), name)):
            changed = tuple(up for up in tree.chain(portal) if up in changes)
            relations = relations_at(tree, portal)
            alike.setdefault((changed, relations), []).append(portal)
        for portals in in_steps(alike.values()):
            first = portals[0]
            own = [changes[up] for up in tree.chain(first) if up in changes]
            days = stretches(period for each in own for period in each.periods)
            for start, end in in_steps(zip(days, [*days[1:], None], strict=True)):
                rules = self._layers.in_force(first, start)
                yield Ground(rules, first, tuple(portals), relations_at(tree, first), start, end)

    def _one_by_one(self, ground: Ground, type_name: str, days: list[dt.date]) -> Iterator[Ground]:
        rule = ground.rules.types.get(type_name)
        assert rule is not None, "hidden fields are those of listed types"
        within = [day for day in days if ground.start < day and _is_before(day, ground.end)]
        starts = [ground.start, *within]
        for start, end in zip(starts, [*within, ground.end], strict=True):
            hidden = self._layers.hidden_everywhere(ground.rules.portal.root, start)
            here = replace(rule, hidden=hidden.get(type_name, {}))
            types = {**ground.rules.types, type_name: here}
            for portal in ground.portals:
                location = self._layers.tree[portal]
                rules = replace(ground.rules, portal=location, types=types)
                yield replace(ground, rules=rules, portals=(portal,), start=start, end=end)

    def _changes_in(self, root: str) -> Iterator[Changes]:
        for location in self._layers.tree.network(root):
            if location in self._layers.changes:
                yield self._layers.changes[location]

    def _hidden_days(self, root: str, key: tuple[str, str]) -> list[dt.date]:
        return stretches(
            dated.period
            for changes in self._changes_in(root)
            for dated in changes.hidden.get(key, ())
        )


def _is_before(day: dt.date, end: dt.date | None) -> bool:
    return end is None or day < end
