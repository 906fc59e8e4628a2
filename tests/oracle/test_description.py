"""The oracle knows the whole graph: what it works out by itself is what the catalogue declares."""

from __future__ import annotations

import pytest

from planning.entities import Entity, PlaceOf, TreeEntity
from planning.fields import Computed, Derived, Value
from resolvers.catalogue import CATALOGUE
from resolvers.locations import ALWAYS_OPEN
from tests.oracle import located, visit
from tests.oracle.records import EXISTS, KINDS, PARTS, PRESENTED, PUBLISHED
from tests.oracle.values import ELSEWHERE, WORKED

ENTITIES = [each for each in CATALOGUE.entities.values() if isinstance(each, Entity)]
TREES = [each for each in CATALOGUE.entities.values() if isinstance(each, TreeEntity)]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_rows_are_described_alike(entity: Entity) -> None:
    """Owner, team, audience, plans and conditions of each type are the catalogue's."""
    kind = KINDS[entity.name]
    assert (kind.owner, kind.team) == (entity.owner, entity.team)
    assert kind.audience == (entity.audience is not None)
    assert (kind.plans is not None) == (entity.plans is not None)
    assert (entity.name in PUBLISHED) == (entity.published is not None)
    assert (entity.name in PRESENTED) == (entity.presented is not None)
    assert (entity.name in EXISTS) == (entity.exists is not None)
    part_of = None if entity.part_of is None else (entity.part_of.target, entity.part_of.column)
    assert PARTS.get(entity.name) == part_of


def test_every_value_that_is_worked_out_is_worked_out_twice() -> None:
    """What SQL or Python derives for the planner, the oracle derives by itself."""
    derived = {
        (entity.name, name)
        for entity in ENTITIES
        for name, field in entity.fields.items()
        if isinstance(field, Derived | Computed | Value)
    }
    assert derived == WORKED.keys() | ELSEWHERE


def test_every_field_of_a_location_is_read_twice() -> None:
    """What the tree tells the planner, the YAML tells the oracle."""
    links = {(tree.name, name) for tree in TREES
             for name, field in tree.fields.items() if isinstance(field, PlaceOf)}
    read = {(tree.name, name) for tree in TREES for name in tree.fields} - links
    assert links == located.OTHER_PLACES.keys()
    assert read == located.WRITTEN.keys()
    assert frozenset(visit.ALWAYS_OPEN) == ALWAYS_OPEN
