"""What a customer bought and uses up: its days, its units, and the visits that used them."""

from __future__ import annotations

from planning.entities import Entity
from planning.fields import Column, Derived, Place, ToMany, ToOne
from resolvers.words import choice, wire_names
from store.customer_products import (
    PRODUCT_STATES,
    customer_products,
    is_usable_product,
    product_state,
    units_left,
)
from store.products import PRODUCT_KINDS

CUSTOMER_PRODUCT = Entity(
    name="CustomerProduct",
    table=customer_products,
    owner="customer_id",
    fields={
        "name": Column("name", folded="name_folded"),
        "kind": choice("kind", PRODUCT_KINDS),
        "state": Derived(product_state, wire_names(PRODUCT_STATES)),
        "fromDate": Column("from_date"),
        "untilDate": Column("until_date"),
        "startsAt": Column("from_at"),
        "endsAt": Column("until_at"),
        "units": Column("units"),
        "unitsLeft": Derived(units_left),
        "usable": Derived(is_usable_product),
        "soldAt": Column("sold_at"),
        "product": ToOne("Product", "product_id"),
        "invoice": ToOne("Invoice", "invoice_id"),
        "customer": ToOne("Customer", "customer_id"),
        "location": Place(),
        "visits": ToMany("Enrolment", "customer_product_id", order=("-starts_at",)),
    },
    sort=("soldAt",),
    descending=True,
    filters=("name", "kind", "state", "location", "soldAt"),
)
