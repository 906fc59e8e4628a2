"""Products: those that the store shows."""

from __future__ import annotations

from collections.abc import Sequence

from planning.entities import Column, Computed, Context, Entity, Place, PlanLink
from resolvers.actions import PURCHASE
from resolvers.money import money
from resolvers.publication import is_offered
from resolvers.restrictions import plans_of
from resolvers.words import choice, level
from store.products import product_plans, products

OFFERS = ("one-off", "recurring", "both")


def viewer_can_purchase(context: Context, audience: str, plans: Sequence[tuple[int]]) -> bool:
    """Whether the viewer may buy at all, and the product is for people and plans like theirs."""
    admitted = context.admits("Product", audience, [plan for (plan,) in plans])
    return bool(admitted) and bool(context.decide(PURCHASE))


PRODUCT = Entity(
    name="Product",
    table=products,
    audience="audience",
    plans=PlanLink(product_plans, "product_id"),
    published=is_offered,
    fields={
        "name": Column("name", folded="name_folded"),
        "description": Column("description"),
        "group": Column("group_name"),
        "price": money("price_minor"),
        "availableAs": choice("available_as", OFFERS),
        "starred": Column("starred"),
        "viewerCanPurchase": Computed(
            ("audience",), viewer_can_purchase, (plans_of(product_plans, "product_id"),)
        ),
        "audience": level(),
        "location": Place(),
        "stock": Column("stock"),
        "visible": Column("visible"),
        "archived": Column("archived"),
    },
    sort=("name",),
    filters=("name", "availableAs", "location", "starred", "audience", "visible", "archived"),
    search=("name",),
)
