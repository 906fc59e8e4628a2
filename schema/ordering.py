"""The order of a list: a field, and which end comes first."""

import enum
from typing import Any

import strawberry


@strawberry.enum(description="Which end of a list comes first.")
class OrderDirection(enum.Enum):
    ASCENDING = strawberry.enum_value(
        "ASCENDING", description="The smallest, the earliest, or A comes first."
    )
    DESCENDING = strawberry.enum_value(
        "DESCENDING", description="The largest, the latest, or Z comes first."
    )


def sort_key() -> Any:
    """Declare what a list is ordered by."""
    return strawberry.field(description="What to order by.")


def ascending() -> Any:
    """Declare the direction of an order: ascending, unless the client says otherwise."""
    return strawberry.field(description="Which end comes first.", default=OrderDirection.ASCENDING)
