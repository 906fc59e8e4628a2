"""The leash of a location on a day: what those above let it open, besides the network's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from access.audiences import NOBODY, Audience, union
from access.changes import Changes
from access.rules import Access, FieldKey, Rules, Scopes
from documents.places import Place


@dataclass(frozen=True, slots=True)
class Bound:
    """How far one thing may be opened, and how far it may be closed.

    `about`     the thing, as a message names it
    `network`   the network's own access
    `leash_on`  how far it may be opened besides, on a day; None: no further
    `keep`      where it says that the network's own access has to stay
    """

    about: str
    network: Access
    leash_on: Callable[[dt.date], Access | None]
    keep: Place | None

    def audience_on(self, day: dt.date) -> Audience:
        """Return everybody it may be opened to on *day*."""
        leash = self.leash_on(day)
        return union([self.network.audience, leash.audience if leash else NOBODY])


@dataclass(frozen=True, slots=True)
class Leashes:
    """The network's leashes, as the locations above (the nearest first) shorten them."""

    rules: Rules
    above: Sequence[Changes]

    def section(self, section: str) -> Bound:
        """Return the bound of a section's access."""
        rule = self.rules.sections[section]

        def leash_on(day: dt.date) -> Access | None:
            for changes in self.above:
                if (shorter := changes.may_access.at(section, day)) is not None:
                    return shorter.value
            return rule.may_open

        return Bound(f"section `{section}`", rule.access, leash_on, rule.keep)

    def field(self, key: FieldKey) -> Bound:
        """Return the bound of a field's audience, as far as levels decide it."""
        name, field = key
        rule = self.rules.types[name]
        network = rule.fields.get(field) or Access(NOBODY, "`nobody`", rule.place)

        def leash_on(day: dt.date) -> Access | None:
            for changes in self.above:
                if (shorter := changes.may_fields.at(key, day)) is not None:
                    return shorter.value
            return rule.may_open.get(field)

        of_levels = replace(network, audience=network.audience.at_levels)
        return Bound(f"field `{name}.{field}`", of_levels, leash_on, rule.keep.get(field))

    def scopes(self, name: str, day: dt.date) -> Scopes:
        """Return the scopes that a location may choose from, besides the network's own."""
        for changes in self.above:
            if (shorter := changes.may_scopes.at(name, day)) is not None:
                return shorter.value
        return self.rules.types[name].may_scope
