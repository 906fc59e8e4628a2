"""What every record has: one id for the whole graph."""

import strawberry

from schema.fields import field


@strawberry.interface(
    description="A record that can be fetched again by its id, from whatever place it was found in."
)
class Node:
    id: strawberry.ID = field("The record's id: opaque, stable, unique in the whole graph.")
