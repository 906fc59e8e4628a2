"""Whose records a portal shows of a type, and whose of them hide a field, under two policy sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from access.in_force import TypeInForce
from access.levels import HOME_SCOPES, Scope
from access.subjects import About, Subject
from access.tree import Tree

NOWHERE: frozenset[str] = frozenset()


class Facts(NamedTuple):
    """What records' places make of an answer, before and after; equal facts, equal answers.

    `scope`   whether any location is in scope at all
    `gone`    the fields that every location in scope hides on its records
    `more`, `less`  whether records, or a field of them, are shown that were not; or no longer are
    """

    scope: tuple[bool, bool] = (True, True)
    gone: tuple[frozenset[str], frozenset[str]] = (NOWHERE, NOWHERE)
    more: bool = False
    less: bool = False

    @property
    def differ(self) -> bool:
        """Whether something is shown before and not after, or the other way round."""
        return (
            self.more or self.less or self.scope[0] != self.scope[1] or self.gone[0] != self.gone[1]
        )


SAME_PLACES = Facts()
"""Every location in scope before is in scope after, and none of them hides anything."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What one set shows of a type's records: the rule in force, the tree, what is hidden where."""

    tree: Tree
    rule: TypeInForce | None
    hidden: Mapping[str, Mapping[str, object]]

    @property
    def looks_at_home(self) -> bool:
        """Whether the scope follows the viewer's home."""
        return self.rule is not None and bool(HOME_SCOPES & {*self.rule.scope})

    def scope(self, portal: str, home: str | None) -> frozenset[str]:
        """Return the locations whose records *portal* shows."""
        if self.rule is None:
            return NOWHERE
        return self.tree.places(self.rule.scope, portal, home)

    def gone(self, places: frozenset[str], fields: Iterable[str]) -> frozenset[str]:
        """Return those of *fields* that every one of *places* hides."""
        if not places:
            return NOWHERE
        return frozenset(name for name in fields if places <= self.hidden.get(name, {}).keys())


@dataclass(frozen=True, slots=True)
class ShownPlaces:
    """Both sets' showing of one type; *common* are the locations that both know."""

    before: Showing
    after: Showing
    common: frozenset[str]
    trees_alike: bool

    @property
    def looks_at_home(self) -> bool:
        """Whether one of the scopes follows the viewer's home."""
        return self.before.looks_at_home or self.after.looks_at_home

    def are_plain(self, subject: Subject) -> bool:
        """Whether places make no difference at any portal, whoever asks."""
        if self.looks_at_home:
            return False
        if subject.about is About.FIELD:
            return not any(subject.field in each.hidden for each in (self.before, self.after))
        rules = self.before.rule, self.after.rule
        if self.before.hidden or self.after.hidden or not self.trees_alike:
            return False
        return None in rules or rules[0].scope == rules[1].scope  # type: ignore[union-attr]

    def facts(self, subject: Subject, portal: str, home: str | None) -> Facts:
        """Return what places make of the answers about a field, or a type's records."""
        before, after = self.before.scope(portal, home), self.after.scope(portal, home)
        if subject.about is About.FIELD:
            return self._of_field(subject.field, before, after)
        return self._of_records(before, after)

    def _of_field(self, field: str, before: frozenset[str], after: frozenset[str]) -> Facts:
        both = self.common & before & after
        hidden = [
            both.intersection(each.hidden.get(field, ())) for each in (self.before, self.after)
        ]
        return Facts(
            (bool(before), bool(after)),
            (self.before.gone(before, (field,)), self.after.gone(after, (field,))),
            bool(hidden[0] - hidden[1]),
            bool(hidden[1] - hidden[0]),
        )

    def _of_records(self, before: frozenset[str], after: frozenset[str]) -> Facts:
        gone = self.before.gone(before, self.before.hidden), self.after.gone(
            after, self.after.hidden
        )
        shown = [
            self.common if each.rule is not None and Scope.NETWORK in each.rule.scope
            else places & self.common
            for each, places in ((self.before, before), (self.after, after))
        ]  # fmt: skip
        return Facts(
            (bool(shown[0]), bool(shown[1])),
            gone,
            bool(shown[1] - shown[0]),
            bool(shown[0] - shown[1]),
        )
