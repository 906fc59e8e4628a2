"""The catalogue: all that can be fetched, changed and followed; the planner reads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planning.entities import Entity, TreeEntity
from planning.mutations import Mutation
from planning.root_fields import FOLLOWED, ROWLESS, FollowedField, Inquiry, RootField


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be fetched: the planner's whole knowledge of the graph's data."""

    entities: Mapping[str, Entity | TreeEntity]
    query: Mapping[str, RootField]
    mutations: Mapping[str, Mutation] = field(default_factory=dict)
    followed: Mapping[str, FollowedField] = field(default_factory=dict)

    @property
    def inquiries(self) -> dict[str, Inquiry]:
        """The root fields that ask about the rules."""
        return {name: each for name, each in self.query.items() if isinstance(each, Inquiry)}

    @property
    def rowless(self) -> frozenset[str]:
        """The root fields of queries that never take a statement."""
        return frozenset(name for name, each in self.query.items() if isinstance(each, ROWLESS))

    @property
    def types(self) -> list[str]:
        """The types that policies speak about: of records, inquiries, and what is followed."""
        followed = [FOLLOWED] if self.followed else []
        return [*self.entities, *(each.target for each in self.inquiries.values()), *followed]
