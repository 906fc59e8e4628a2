"""What a policy has to know of the graph: its types, and what their records carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypeShape:
    """One GraphQL type that policies speak about.

    `fields`     all its fields but `__typename`; `id` may be among them and is never listed
    `location`   its records stand at a location
    `owner`      its records belong to a customer, so that `own` means something
    `team`       likewise for `own-team`
    `audience`   its records name a level of their own
    `plans`      its records may be restricted to plans
    `sortable`   fields a list may be sorted by, `filterable` by which it may be filtered
    `non_null`   fields that are never null: no policy hides them, they go with the record
    `exempt`     fields that stay reachable where section `portal` is closed (name, branding, …)
    `staffs`     it is about the rules themselves: shown to holders of permissions, to nobody else
    """

    name: str
    fields: frozenset[str]
    location: bool = True
    owner: bool = False
    team: bool = False
    audience: bool = False
    plans: bool = False
    sortable: frozenset[str] = frozenset()
    filterable: frozenset[str] = frozenset()
    non_null: frozenset[str] = frozenset()
    exempt: frozenset[str] = frozenset()
    staffs: bool = False

    @property
    def listable(self) -> frozenset[str]:
        """The fields that a policy decides about."""
        return self.fields - self.non_null - {"id", "__typename"}


@dataclass(frozen=True, slots=True)
class GraphShape:
    """All types that policies speak about, and the actions that the graph asks for (if known).

    `staffs` are those of the actions that can be permitted, and allowed in no other way.
    """

    types: Mapping[str, TypeShape]
    actions: frozenset[str] = frozenset()
    staffs: frozenset[str] = frozenset()
