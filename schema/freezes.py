"""Freezes: the pauses of contracts."""

import datetime as dt

import strawberry

from schema.fields import field
from schema.node import Node
from schema.references import AContract, ACustomer, ALocation


@strawberry.type(description="A pause of one contract: its benefits rest, membership stays.")
class Freeze(Node):
    contract: AContract | None = field("The contract that rests.")
    customer: ACustomer | None = field("Whose contract it is.")
    location: ALocation | None = field("The location that issued the contract.")
    from_date: dt.date | None = field("The first day of the pause.")
    until_date: dt.date | None = field("The first day on which the contract runs again.")
    starts_at: dt.datetime | None = field("The first moment of the pause.")
    ends_at: dt.datetime | None = field("The moment at which the contract runs again.")
    notes: str | None = field("What staff noted; never shown to the customer.")
