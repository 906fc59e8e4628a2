"""The conditions that a list can be narrowed by, one input for each kind of value.

All conditions given must hold. A value that the viewer may not see counts as none.
"""

import datetime as dt

import strawberry

from schema.fields import condition, condition_in

IS_NULL = "True: only records without a value; false: only records with one."


@strawberry.input(description="Conditions on a text; upper and lower case are the same.")
class TextFilter:
    eq: str | None = condition("Is this text.")
    in_: list[str] | None = condition_in("Is one of these texts.")
    contains: str | None = condition("Has this text in it.")
    starts_with: str | None = condition("Begins with this text.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on a moment.")
class InstantFilter:
    eq: dt.datetime | None = condition("Is this moment.")
    lt: dt.datetime | None = condition("Is before this moment.")
    lte: dt.datetime | None = condition("Is this moment or before it.")
    gt: dt.datetime | None = condition("Is after this moment.")
    gte: dt.datetime | None = condition("Is this moment or after it.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on a day of the calendar.")
class DateFilter:
    eq: dt.date | None = condition("Is this day.")
    lt: dt.date | None = condition("Is before this day.")
    lte: dt.date | None = condition("Is this day or before it.")
    gt: dt.date | None = condition("Is after this day.")
    gte: dt.date | None = condition("Is this day or after it.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on a whole number.")
class IntFilter:
    eq: int | None = condition("Is this number.")
    in_: list[int] | None = condition_in("Is one of these numbers.")
    lt: int | None = condition("Is smaller.")
    lte: int | None = condition("Is this number or smaller.")
    gt: int | None = condition("Is larger.")
    gte: int | None = condition("Is this number or larger.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on a yes or no.")
class BooleanFilter:
    eq: bool | None = condition("Is this.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on another record that this one names.")
class IdFilter:
    eq: strawberry.ID | None = condition("Is the record with this id.")
    in_: list[strawberry.ID] | None = condition_in("Is one of the records with these ids.")
    is_null: bool | None = condition("True: names no record; false: names one.")
