"""Fields that locations hide on their records, at every portal, in one of two policy sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from access.policy_set import PolicySet
from access.rules import FieldKey
from access.subjects import About, Subject


@dataclass(frozen=True)
class HiddenFields:
    """The fields that some location ever hides on its records, and the days when that changes."""

    changing: Mapping[FieldKey, frozenset[dt.date]]

    def __contains__(self, subject: Subject) -> bool:
        """Whether the field, or a field of the type, is ever hidden so."""
        return subject in self._subjects

    def days(self, subject: Subject) -> frozenset[dt.date]:
        """Return the days on which records begin or cease to hide fields that are of *subject*."""
        if subject.about is About.FIELD:
            return self.changing.get((subject.type_name, subject.field), frozenset())
        if subject.about is About.SCOPE:
            days = (each for key, each in self.changing.items() if key[0] == subject.name)
            return frozenset[dt.date]().union(*days)
        return frozenset()

    @cached_property
    def _subjects(self) -> frozenset[Subject]:
        fields = {Subject(About.FIELD, ".".join(key)) for key in self.changing}
        return frozenset(fields | {Subject(About.SCOPE, name) for name, _ in self.changing})


def hidden_fields(*sets: PolicySet) -> HiddenFields:
    """Collect the fields that some location of one of *sets* ever hides on its records."""
    found: dict[FieldKey, set[dt.date]] = {}
    for each in sets:
        for changes in each.layers.changes.values():
            for key, dated in changes.hidden.all():
                found.setdefault(key, set()).update(dated.period.boundaries)
    return HiddenFields({key: frozenset(days) for key, days in found.items()})
