"""What a location changes in the rules; whether it may stands in `bounds`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from access.periods import Period, Timeline
from access.rules import Access, FieldKey, Scopes, Setting


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one location changes, by what it is about.

    `fields` holds both opening and hiding; `hidden` the fields that this location's records hide
    at every portal. The three `may_…` are the leash for the locations below.
    """

    access: Timeline[str, Access] = field(default_factory=Timeline)
    features: Timeline[str, bool] = field(default_factory=Timeline)
    fields: Timeline[FieldKey, Access] = field(default_factory=Timeline)
    hidden: Timeline[FieldKey, None] = field(default_factory=Timeline)
    scopes: Timeline[str, Scopes] = field(default_factory=Timeline)
    actions: Timeline[str, Access] = field(default_factory=Timeline)
    switches: Timeline[str, Setting] = field(default_factory=Timeline)
    may_access: Timeline[str, Access] = field(default_factory=Timeline)
    may_fields: Timeline[FieldKey, Access] = field(default_factory=Timeline)
    may_scopes: Timeline[str, Scopes] = field(default_factory=Timeline)

    @property
    def timelines(self) -> tuple[Timeline[Any, Any], ...]:
        """Everything, whatever it is about."""
        return (
            self.access,
            self.features,
            self.fields,
            self.hidden,
            self.scopes,
            self.actions,
            self.switches,
            self.may_access,
            self.may_fields,
            self.may_scopes,
        )

    @property
    def periods(self) -> Iterator[Period]:
        """The periods of all changes."""
        return (dated.period for timeline in self.timelines for _, dated in timeline.all())

    def __bool__(self) -> bool:
        return any(self.timelines)


NO_CHANGES = Changes()
