"""Courses and classes into rows: teachers, what people bought, and who comes to which event."""

from __future__ import annotations

import datetime as dt

from store.activities import activities, activity_terms, teachers
from store.content import event_attendees, event_resources, events
from store.customer_products import customer_products
from store.demo.filed import Bought, Joining, Series, Teaching
from store.demo.places import PLACES
from store.demo.stage import Stage
from store.invoices import invoice_lines, invoices
from store.products import product_activities

_PICTURE = "https://media.{network}.test/events/{id}.jpg"
_MEDIA = "https://media.{network}.test/teachers/{id}.jpg"
_PUBLISHED = -60


def add_teacher(stage: Stage, teaching: Teaching) -> None:
    """Add the profile of somebody who teaches."""
    place = PLACES[teaching.at]
    someone = stage.named[place.network, teaching.person]
    stage.teachers[place.network, teaching.person] = stage.rows.add(
        teachers,
        network_id=place.network,
        location_id=place.id,
        customer_id=someone.id,
        name=someone.name,
        summary=teaching.summary,
        photo=_MEDIA.format(network=place.network, id=someone.id),
        published=True,
    )


def add_bought(stage: Stage, bought: Bought) -> None:
    """Add what somebody bought, and the invoice that they paid for it."""
    place, days = PLACES[bought.at], stage.days
    someone = stage.named[place.network, bought.person]
    sold_at = days.at(place, bought.since, "12:20")
    stage.invoice_numbers[place.id] += 1
    owner = {
        "network_id": place.network,
        "customer_id": someone.id,
        "location_id": place.id,
    }
    price = bought.price * 100
    invoice = stage.rows.add(
        invoices,
        **owner,
        number=f"{place.code}-{sold_at:%Y}-{stage.invoice_numbers[place.id]:05}",
        issued_date=sold_at.date(),
        due_date=sold_at.date(),
        total_minor=price,
        paid_minor=price,
        currency=place.currency,
        status="paid",
        paid_at=sold_at,
        description=bought.name,
    )
    stage.rows.add(
        invoice_lines,
        **owner,
        invoice_id=invoice,
        position=1,
        description=bought.name,
        quantity=1,
        unit_minor=price,
        total_minor=price,
        currency=place.currency,
    )
    stage.bought[place.network, bought.key] = stage.rows.add(
        customer_products,
        **owner,
        product_id=None if bought.product is None else stage.products[place.id, bought.product],
        invoice_id=invoice,
        name=bought.name,
        kind=bought.kind,
        from_date=days.day(bought.since),
        until_date=days.day(bought.until) if bought.until is not None else None,
        from_at=days.start(place, bought.since),
        until_at=days.start(place, bought.until) if bought.until is not None else None,
        units=bought.units,
        sold_at=sold_at,
    )


def add_activity(stage: Stage, series: Series) -> None:
    """Add a course or class with its events, and all who come."""
    place, days = PLACES[series.at], stage.days
    teacher = None if series.teacher is None else stage.teachers[place.network, series.teacher]
    activity = stage.rows.add(
        activities,
        network_id=place.network,
        location_id=place.id,
        title=series.title,
        kind=series.kind,
        summary=series.summary,
        teacher_id=teacher,
        enabled=True,
        audience=series.audience,
    )
    if series.taken_with:
        stage.rows.add(
            activity_terms,
            network_id=place.network,
            activity_id=activity,
            requires_product=True,
            late_minutes=series.late_minutes,
        )
    for name in series.taken_with:
        stage.rows.link(
            product_activities,
            network_id=place.network,
            product_id=stage.products[place.id, name],
            activity_id=activity,
        )
    for number, day in enumerate(series.days, start=1):
        starts_at = days.at(place, day, series.start)
        event = stage.rows.next_id(events)
        stage.rows.add(
            events,
            id=event,
            network_id=place.network,
            location_id=place.id,
            title=f"{series.title}, {number} of {len(series.days)}",
            summary=series.summary,
            description=series.description,
            image=_PICTURE.format(network=place.network, id=event),
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=series.minutes),
            category=series.category,
            venue=series.venue,
            capacity=series.capacity,
            published_at=days.at(place, _PUBLISHED, "07:00"),
            audience=series.audience,
            activity_id=activity,
        )
        room = stage.resources.get((place.id, series.venue))
        if room is not None:
            held = {"network_id": place.network, "event_id": event, "resource_id": room}
            stage.rows.link(event_resources, **held)
        for joining in series.joining:
            if day in joining.days:
                _join(stage, series, joining, event, day)


def _join(stage: Stage, series: Series, joining: Joining, event: int, day: int) -> None:
    place, days = PLACES[series.at], stage.days
    came = day < 0 and day not in joining.missed
    stage.rows.add(
        event_attendees,
        network_id=place.network,
        event_id=event,
        location_id=place.id,
        customer_id=stage.named[place.network, joining.person].id,
        registered_at=days.at(place, min(day, 0) - 6, "19:30"),
        attended=days.at(place, day, series.start) if came else None,
        channel="by-staff" if day in joining.by_staff else "online",
        customer_product_id=(
            None if joining.uses is None else stage.bought[place.network, joining.uses]
        ),
    )
