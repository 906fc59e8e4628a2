"""Products: those that the store shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from planning.entities import Entity, PlanLink
from planning.fields import Column, Computed, Context, Place
from resolvers.actions import PURCHASE
from resolvers.beside import beside
from resolvers.commerce.purchase_rules import Refusal, why_not
from resolvers.money import money
from resolvers.publication import is_offered
from resolvers.restrictions import plans_of
from resolvers.words import choice, level, wire_names
from store.products import PRODUCT_KINDS, product_grants, product_plans, products

OFFERS = ("one-off", "recurring", "both")


def refusal(
    context: Context, audience: str, stock: int | None, plans: Sequence[tuple[int]]
) -> Refusal | None:
    """Return why the viewer may not buy one; None where they may."""
    return why_not(
        context.viewer,
        context.decide(PURCHASE),
        partial(context.admits, "Product"),
        audience=audience,
        plans=[plan for (plan,) in plans],
        stock=stock,
    )


def viewer_can_purchase(
    context: Context, audience: str, stock: int | None, plans: Sequence[tuple[int]]
) -> bool:
    """Whether the viewer may buy one."""
    return refusal(context, audience, stock, plans) is None


def purchase_refusal(
    context: Context, audience: str, stock: int | None, plans: Sequence[tuple[int]]
) -> str | None:
    """Return the code of the first rule that keeps the viewer from buying one."""
    found = refusal(context, audience, stock, plans)
    return None if found is None else found.code


_granted = partial(beside, product_grants, "product_id")

_ASKED = (("audience", "stock"), (plans_of(product_plans, "product_id"),))

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
        "grants": _granted("kind", wire_names(PRODUCT_KINDS)),
        "grantedUnits": _granted("units"),
        "grantedDays": _granted("days"),
        "viewerCanPurchase": Computed(_ASKED[0], viewer_can_purchase, _ASKED[1]),
        "purchaseRefusal": Computed(_ASKED[0], purchase_refusal, _ASKED[1]),
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
