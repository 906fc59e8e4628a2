"""Events, articles, perks, frequent questions and products into rows."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.content import (
    article_plans,
    articles,
    event_attendees,
    event_plans,
    event_tickets,
    events,
    faq_plans,
    faqs,
    perk_plans,
    perks,
)
from store.demo.days import moment
from store.demo.places import PLACES, Place
from store.demo.stage import Good, Someone, Stage
from store.demo.written import Content, Event
from store.products import product_grants, product_plans, products

_MEDIA = "https://media.{network}.test/events/{id}.jpg"
_PUBLISHED_AT = "07:00"


def add_content(stage: Stage, content: Content) -> None:
    """Add what a place tells its people, in the order in which it is written."""
    place = PLACES[content.place]
    _add_articles(stage, place, content)
    _add_perks(stage, place, content)
    _add_faqs(stage, place, content)
    _add_products(stage, place, content)


def add_event(stage: Stage, place: Place, event: Event, guests: list[Someone]) -> None:
    """Add an event with its tickets; those whom it names sign up first, then *guests*."""
    rows, days = stage.rows, stage.days
    day = days.working_day(event.day)
    starts_at = moment(place, day, event.start)
    event_id = rows.next_id(events)
    rows.add(
        events,
        id=event_id,
        network_id=place.network,
        location_id=place.id,
        title=event.title,
        summary=event.summary,
        description=event.description,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=event.minutes),
        category=event.category,
        venue=event.venue,
        capacity=event.capacity,
        host_id=stage.person(place.id, event.host),
        image=_MEDIA.format(network=place.network, id=event_id),
        published_at=days.at(place, event.published, _PUBLISHED_AT),
        unpublished_at=_at(stage, place, event.unpublished),
        audience=event.audience,
        internal_notes=event.notes,
    )
    _restrict(stage, event_plans, place, "event_id", event_id, event.plans)
    tickets = [
        rows.add(
            event_tickets,
            network_id=place.network,
            event_id=event_id,
            location_id=place.id,
            name=ticket.name,
            price_minor=ticket.price * 100,
            currency=place.currency,
            audience=ticket.audience,
            allocation=ticket.allocation,
            max_per_attendee=ticket.most,
            display_order=order * 10,
        )
        for order, ticket in enumerate(event.tickets, start=1)
    ]
    named = [stage.named[place.network, key] for key in event.coming]
    coming = {someone.id: someone for someone in [*named, *guests]}
    # They sign up one after another, after it was published and before it begins, or today does.
    published_at = days.at(place, event.published, _PUBLISHED_AT)
    last = moment(place, min(day, days.today) - dt.timedelta(days=1), "20:00")
    pause = min((last - published_at) / (len(coming) + 1), dt.timedelta(hours=17))
    for order, someone in enumerate(coming.values()):
        registered_at = last - pause * (len(coming) - order)
        came = event.day < 0 and order % 5 != 4
        ticket = tickets[-1 if someone.is_member else 0] if tickets else None
        rows.add(
            event_attendees,
            network_id=place.network,
            event_id=event_id,
            location_id=place.id,
            customer_id=someone.id,
            ticket_id=ticket,
            registered_at=registered_at,
            channel="online" if someone.id % 4 else "by-staff",
            attended=starts_at + dt.timedelta(minutes=order % 7) if came else None,
        )


def _add_articles(stage: Stage, place: Place, content: Content) -> None:
    for article in content.articles:
        article_id = stage.rows.add(
            articles,
            network_id=place.network,
            location_id=place.id,
            title=article.title,
            summary=article.summary,
            body=article.body,
            language=article.language,
            category=article.category,
            author=article.author,
            published_at=stage.days.at(place, article.published, _PUBLISHED_AT),
            unpublished_at=_at(stage, place, article.unpublished),
            audience=article.audience,
        )
        _restrict(stage, article_plans, place, "article_id", article_id, article.plans)


def _add_perks(stage: Stage, place: Place, content: Content) -> None:
    for perk in content.perks:
        perk_id = stage.rows.add(
            perks,
            network_id=place.network,
            location_id=place.id,
            title=perk.title,
            summary=perk.summary,
            description=perk.description,
            group_name=perk.group,
            claim_url=perk.claim,
            partner=perk.partner,
            enabled=perk.enabled,
            audience=perk.audience,
        )
        _restrict(stage, perk_plans, place, "perk_id", perk_id, perk.plans)


def _add_faqs(stage: Stage, place: Place, content: Content) -> None:
    for order, faq in enumerate(content.faqs, start=1):
        faq_id = stage.rows.add(
            faqs,
            network_id=place.network,
            location_id=place.id,
            question=faq.question,
            answer=faq.answer,
            group_name=faq.group,
            display_order=order * 10,
            enabled=faq.enabled,
            audience=faq.audience,
        )
        _restrict(stage, faq_plans, place, "faq_id", faq_id, faq.plans)


def _add_products(stage: Stage, place: Place, content: Content) -> None:
    for product in content.products:
        product_id = stage.rows.add(
            products,
            network_id=place.network,
            location_id=place.id,
            name=product.name,
            description=product.description,
            group_name=product.group,
            price_minor=product.price,
            currency=place.currency,
            available_as=product.available_as,
            stock=product.stock,
            starred=product.starred,
            visible=product.visible,
            archived=product.archived,
            audience=product.audience,
        )
        stage.products[place.id, product.name] = product_id
        _restrict(stage, product_plans, place, "product_id", product_id, product.plans)
        if product.grants is not None:
            stage.rows.add(
                product_grants,
                network_id=place.network,
                product_id=product_id,
                kind=product.grants.kind,
                units=product.grants.units,
                days=product.grants.days,
            )
        for_all = product.audience in ("public", "logged-in") and not product.plans
        if for_all and product.visible and not product.archived:
            recurs = product.available_as == "recurring"
            stage.goods[place.id].append(Good(product_id, product.name, product.price, recurs))


def _at(stage: Stage, place: Place, count: int | None) -> dt.datetime | None:
    return None if count is None else stage.days.at(place, count, "22:00")


def _restrict(
    stage: Stage, table: sa.Table, place: Place, column: str, record: int, keys: tuple[str, ...]
) -> None:
    """Keep a record for holders of the plans *keys*, as far as they are sold around *place*."""
    for plan_id in stage.plan_ids(place.id, keys):
        stage.rows.link(table, network_id=place.network, **{column: record}, plan_id=plan_id)
