"""Plans into rows."""

from __future__ import annotations

from store.contracts import plan_terms, plans
from store.demo.places import PLACES
from store.demo.stage import Sold, Stage
from store.demo.written import Content

NOTICE_DAYS = 30


def add_plans(stage: Stage, content: Content) -> None:
    """Add the plans of a place; of two with one key, contracts are made on the first."""
    place = PLACES[content.place]
    for order, plan in enumerate(content.plans, start=1):
        price_minor = plan.price * 100
        plan_id = stage.rows.add(
            plans,
            network_id=place.network,
            location_id=place.id,
            key=plan.key,
            name=plan.name,
            group_name=plan.group,
            description=plan.description,
            terms=plan.terms,
            price_minor=price_minor,
            currency=place.currency,
            invoice_every_months=plan.every_months,
            invoice_every_weeks=plan.every_weeks,
            visible=plan.visible,
            archived=plan.archived,
            display_order=order * 10,
            minute_week_limit=plan.week_minutes,
            minute_month_limit=plan.month_minutes,
            can_be_paused=plan.can_be_paused,
        )
        if plan.every_months and not plan.archived:
            stage.rows.add(
                plan_terms,
                network_id=place.network,
                plan_id=plan_id,
                notice_days=NOTICE_DAYS,
                may_end=True,
                may_change=True,
                freeze_cycles=3 if plan.can_be_paused else 0,
                freezes_a_year=2,
            )
        stage.plans.setdefault(
            (place.id, plan.key),
            Sold(plan_id, plan.key, plan.name, place, price_minor, plan.every_months),
        )
