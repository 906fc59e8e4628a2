"""Contracts, their freezes and their holds into rows."""

from __future__ import annotations

import datetime as dt

from store.contracts import contract_holds, contracts, freezes
from store.demo.months import months_after
from store.demo.persons import Held
from store.demo.places import PLACES
from store.demo.stage import Agreement, Stage


def add_contract(stage: Stage, customer_id: int, held: Held) -> Agreement:
    """Add a contract and everything that stops it from counting."""
    days, place = stage.days, PLACES[held.at]
    plan = stage.plans[held.at, held.plan]
    start = days.day(held.since)
    ends = held.until is not None
    price_minor = plan.price_minor if held.price is None else held.price * 100
    team = None if held.team is None else stage.teams[place.network, held.team]
    next_plan = stage.plans[held.at, held.next_plan].id if held.next_plan else None
    contract_id = stage.rows.add(
        contracts,
        network_id=place.network,
        customer_id=customer_id,
        location_id=place.id,
        plan_id=plan.id,
        team_id=team,
        start_date=start,
        starts_at=days.start(place, held.since),
        cancellation_date=days.day(held.until) if held.until is not None else None,
        ends_at=days.start(place, held.until) if held.until is not None else None,
        minimum_term_date=months_after(start, 3) if plan.every_months else None,
        renewal_date=None if ends else next_renewal(start, plan.every_months, days.today),
        billing_day=start.day,
        price_minor=None if held.price is None else price_minor,
        currency=place.currency,
        next_plan_id=next_plan,
        quantity=1,
        notes=held.notes,
        removed_at=None if held.removed is None else days.at(place, held.removed, "11:20"),
    )
    for freeze in held.freezes:
        until = freeze.until if freeze.until is not None else freeze.since + 30
        stage.rows.add(
            freezes,
            network_id=place.network,
            contract_id=contract_id,
            customer_id=customer_id,
            location_id=place.id,
            from_date=days.day(freeze.since),
            until_date=days.day(until),
            from_at=days.start(place, freeze.since),
            until_at=days.start(place, until),
            notes=freeze.why,
        )
    for hold in held.holds:
        stage.rows.add(
            contract_holds,
            network_id=place.network,
            contract_id=contract_id,
            from_at=days.start(place, hold.since),
            until_at=None if hold.until is None else days.start(place, hold.until),
            by_whom=hold.by,
            why=hold.why,
        )
    valid = held.removed is None and not held.holds
    running = held.since <= 0 and (held.until is None or held.until > 0)
    return Agreement(
        id=contract_id,
        plan=plan,
        place=place,
        since=held.since,
        until=held.until,
        frozen=tuple((span.since, span.until or span.since + 30) for span in held.freezes),
        valid=valid,
        counts=valid and running,
        team=team,
        price_minor=price_minor,
    )


def next_renewal(start: dt.date, every_months: int, today: dt.date) -> dt.date | None:
    """Return the first beginning of a billing cycle after today; none where nothing is renewed."""
    if not every_months:
        return None
    months = max((today.year - start.year) * 12 + today.month - start.month, 0)
    renewal = months_after(start, months)
    while renewal <= today:
        months += every_months
        renewal = months_after(start, months)
    return renewal
