"""Resources with their types, rates, slots, closings and rules into rows."""

from __future__ import annotations

import json

from store.demo.places import PLACES, Place
from store.demo.stage import Bookable, Stage
from store.demo.written import Content, Kind, Resource
from store.products import product_categories
from store.resources import (
    booking_rule_plans,
    booking_rules,
    resource_exceptions,
    resource_links,
    resource_plans,
    resource_rates,
    resource_slots,
    resource_teams,
    resource_types,
    resources,
)

_DAY_MINUTES = 24 * 60
_MEDIA = "https://media.{network}.test/rooms/{id}.jpg"


def add_resources(stage: Stage, content: Content) -> None:
    """Add all that can be booked at a place, and the rules for it."""
    place = PLACES[content.place]
    order = 0
    found: dict[str, int] = {}
    for kind in content.kinds:
        type_id = stage.kinds[place.id, kind.name] = _add_type(stage, place, kind)
        for resource in kind.resources:
            order += 10
            key = found[resource.name] = _add_resource(stage, place, resource, type_id, order)
            for name in resource.made_of:
                stage.rows.link(
                    resource_links,
                    network_id=place.network,
                    resource_id=key,
                    linked_id=found[name],
                )
    stage.resources.update(((place.id, name), key) for name, key in found.items())
    for rule in content.rules:
        rule_id = stage.rows.add(
            booking_rules,
            network_id=place.network,
            location_id=place.id,
            resource_id=None if rule.resource is None else found[rule.resource],
            evaluation_order=rule.order,
            stop=rule.stop,
            audience=rule.audience,
            maximum_minutes=rule.most_minutes,
            advance_minutes=_minutes(rule.advance_days),
            lead_minutes=rule.lead_minutes,
            reject_message=rule.message,
            enabled=rule.enabled,
        )
        for plan_id in stage.plan_ids(place.id, rule.plans):
            stage.rows.link(
                booking_rule_plans,
                network_id=place.network,
                booking_rule_id=rule_id,
                plan_id=plan_id,
            )


def _add_type(stage: Stage, place: Place, kind: Kind) -> int:
    type_id = stage.rows.add(
        resource_types, network_id=place.network, location_id=place.id, name=kind.name
    )
    for rate in kind.rates:
        stage.rows.add(
            resource_rates,
            network_id=place.network,
            resource_type_id=type_id,
            location_id=place.id,
            name=rate.name,
            price_minor=rate.price,
            currency=place.currency,
            per=rate.per,
            audience=rate.audience,
        )
    for name in kind.paid_with:
        stage.rows.link(
            product_categories,
            network_id=place.network,
            product_id=stage.products[place.id, name],
            resource_type_id=type_id,
        )
    return type_id


def _add_resource(stage: Stage, place: Place, resource: Resource, type_id: int, order: int) -> int:
    rows = stage.rows
    least, most, step = resource.minutes
    resource_id = rows.next_id(resources)
    rows.add(
        resources,
        id=resource_id,
        network_id=place.network,
        location_id=place.id,
        resource_type_id=type_id,
        name=resource.name,
        kind=resource.kind,
        group_name=resource.group,
        description=resource.description,
        capacity=resource.capacity,
        amenities=json.dumps(resource.amenities),
        image=_MEDIA.format(network=place.network, id=resource_id),
        visible=resource.visible,
        archived=resource.archived,
        requires_confirmation=resource.requires_confirmation,
        minimum_minutes=least,
        maximum_minutes=most,
        step_minutes=step,
        buffer_minutes=resource.buffer,
        advance_minutes=_minutes(resource.advance_days),
        lead_minutes=resource.lead_minutes,
        home_only=resource.home_only,
        display_order=order,
        audience=resource.audience,
    )
    for plan_id in stage.plan_ids(place.id, resource.plans):
        rows.link(
            resource_plans, network_id=place.network, resource_id=resource_id, plan_id=plan_id
        )
    team_id = None if resource.team is None else stage.teams[place.network, resource.team]
    if team_id is not None:
        rows.link(
            resource_teams, network_id=place.network, resource_id=resource_id, team_id=team_id
        )
    if resource.hours is not None:
        opens, closes = resource.hours
        for weekday in resource.weekdays:
            rows.add(
                resource_slots,
                network_id=place.network,
                resource_id=resource_id,
                location_id=place.id,
                weekday=weekday,
                from_minute=minute_of(opens),
                to_minute=minute_of(closes),
            )
    for closing in resource.closings:
        rows.add(
            resource_exceptions,
            network_id=place.network,
            resource_id=resource_id,
            location_id=place.id,
            from_at=stage.days.start(place, closing.since),
            until_at=stage.days.start(place, closing.until),
            message=closing.message,
            every_year=closing.every_year,
        )
    stage.bookables.append(Bookable(resource_id, place, resource, team_id))
    return resource_id


def minute_of(clock: str) -> int:
    """Return the minute of the day at which a clock reads *clock*."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _minutes(days: int | None) -> int | None:
    return None if days is None else days * _DAY_MINUTES
