"""What locations cost: nothing each, as they are in memory, but for lists of them in lists.

From anywhere the way leads up to the network and down again, to all of it, once more at each turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphql import GraphQLList, get_nullable_type

from planning.build import Build
from planning.costs import Cost, cost_of
from planning.entities import PlaceOf
from planning.selections import Selected

BELOW = 4
"""So many places a place is taken to have below it."""

BESIDE = 1_000
"""So many places are taken to be below one that was come to from below: it may be the network."""


def place_costs(
    build: Build, type_name: str, selected: Sequence[Selected], *, upwards: bool = False
) -> list[Cost]:
    """Return what lists of places cost below one place, that was come *upwards* to or not."""
    found: list[Cost] = []
    fields = build.tree_entity(type_name).fields
    for each in selected:
        field = fields.get(each.name)
        if not isinstance(field, PlaceOf):
            continue
        shown = build.selections.of(build.object_type(field.target), each.below)
        declared = build.object_type(type_name).fields[each.name].type
        if isinstance(get_nullable_type(declared), GraphQLList):
            below = place_costs(build, field.target, shown)
            found.append(cost_of(BESIDE if upwards else BELOW, 1, below))
        else:
            found += place_costs(build, field.target, shown, upwards=True)
    return found
