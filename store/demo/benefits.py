"""What plans include, what bookings of resources take, and who shares it, into rows."""

from __future__ import annotations

import datetime as dt

from store.benefits import booking_terms, credit_pools, plan_benefits
from store.demo.places import PLACES, Place
from store.demo.stage import Bookable, Stage
from store.demo.written import Content, Plan

_ALWAYS = dt.date(2020, 1, 1)


def add_benefits(stage: Stage, content: Content) -> None:
    """Add the benefits of a place's plans, the terms of its resources, and the teams that share."""
    place = PLACES[content.place]
    for plan in content.plans:
        _add_plan(stage, place, plan)
    for bookable in stage.bookables:
        if bookable.place.id == place.id:
            _add_terms(stage, place, bookable)
    for team in content.teams:
        if team.shares_credits:
            stage.rows.add(
                credit_pools,
                network_id=place.network,
                team_id=stage.teams[place.network, team.key],
                from_at=stage.days.at(place, -300, "10:00"),
                until_at=None,
                by_whom="house manager",
                why="one invoice for all, and one account of hours",
            )


def _add_plan(stage: Stage, place: Place, plan: Plan) -> None:
    for benefit in plan.benefits:
        category = benefit.category
        stage.rows.add(
            plan_benefits,
            network_id=place.network,
            plan_id=stage.plans[place.id, plan.key].id,
            location_id=place.id,
            name=benefit.name,
            kind=benefit.kind,
            amount=benefit.amount,
            resource_type_id=None if category is None else stage.kinds[place.id, category],
            from_date=_ALWAYS if benefit.since is None else stage.days.day(benefit.since),
            until_date=None if benefit.until is None else stage.days.day(benefit.until),
            pays_cycles=benefit.pays_cycles,
        )


def _add_terms(stage: Stage, place: Place, bookable: Bookable) -> None:
    written, hours = bookable.written, bookable.written.late_hours
    if written.requires_credit or hours is not None:
        stage.rows.add(
            booking_terms,
            network_id=place.network,
            resource_id=bookable.id,
            location_id=place.id,
            requires_credit=written.requires_credit,
            late_cancellation_minutes=None if hours is None else hours * 60,
        )
