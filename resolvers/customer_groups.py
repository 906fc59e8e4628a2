"""Groups that staff sort customers into."""

from __future__ import annotations

from planning.entities import Entity
from planning.fields import Column, Pages, Place
from store.customer_groups import customer_groups

CUSTOMER_GROUP = Entity(
    name="CustomerGroup",
    table=customer_groups,
    fields={
        "name": Column("name", folded="name_folded"),
        "description": Column("description"),
        "location": Place(),
        "customers": Pages("Customer", "group_id"),
    },
    sort=("name",),
    filters=("name", "location"),
)
