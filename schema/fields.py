"""How fields are declared: always with a description, and with arguments where they take any.

Nothing here resolves anything. The planner reads the catalogue of `resolvers`; these declarations
only say what a client may ask.
"""

from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField


def field(description: str, *arguments: StrawberryArgument) -> Any:
    """Declare a field, and the arguments that it takes."""
    declared: StrawberryField = strawberry.field(description=description)
    declared.arguments = list(arguments)
    return declared


def argument(name: str, kind: Any, description: str) -> StrawberryArgument:
    """Declare an argument of the type *kind*; without `| None` it must be given."""
    return StrawberryArgument(name, None, StrawberryAnnotation(kind), description=description)


def by_id(description: str) -> Any:
    """Declare a field that fetches one record by its id."""
    return field(description, argument("id", strawberry.ID, "The id of the record."))


def connection(description: str, *, filter: Any = None, order: Any = None) -> Any:  # noqa: A002
    """Declare a list that is read page by page, and how it can be narrowed and ordered."""
    arguments = list(_PAGING)
    if filter is not None:
        arguments.append(
            argument("filter", filter | None, "Only records that meet all of these conditions.")
        )
    if order is not None:
        arguments.append(
            argument("order_by", order | None, "The order of the list; without it, the usual one.")
        )
    return field(description, *arguments)


def condition(description: str) -> Any:
    """Declare an entry of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET)


def condition_in(description: str) -> Any:
    """Declare the entry `in`, a word that Python keeps for itself."""
    return strawberry.field(name="in", description=description, default=strawberry.UNSET)


_PAGING = (
    argument("first", int | None, "How many records from the start; as a rule 100 at the most."),
    argument("after", str | None, "Start after this cursor; goes with `first`."),
    argument("last", int | None, "How many records from the end; as a rule 100 at the most."),
    argument("before", str | None, "End before this cursor; goes with `last`."),
)
