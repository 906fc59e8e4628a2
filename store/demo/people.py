"""A person into rows: the customer, their login, what is true of them from when, their profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from store.customers import (
    customer_access,
    customer_archivings,
    customer_locations,
    customer_rights,
    customer_suspensions,
    customers,
    profile_tags,
    profiles,
)
from store.demo.contracts import add_contract
from store.demo.passwords import password_hash
from store.demo.persons import Card, Person, Span, Staff
from store.demo.places import PLACES, Place
from store.demo.stage import Someone, Stage
from store.folding import fold
from store.people import logins, staff_grants
from store.suspensions import suspension_causes

_RIGHT_LOST = -20
_OCCASIONS = (("Invoice", "overdue"), ("Identity", "sign-up"))
_SAID = {
    "overdue": "An invoice is overdue. Once it is paid, please get in touch with us.",
    "sign-up": "Your account is being checked. We will be in touch.",
}
_MEDIA = "https://media.{network}.test/people/{id}.jpg"


def add_person(stage: Stage, person: Person) -> Someone:
    """Add a customer with all that belongs to them; without an id they get the next one."""
    days, home = stage.days, PLACES[person.home]
    login = add_login(stage, home, person.email, person.disabled) if person.has_login else None
    customer_id = stage.rows.next_id(customers) if person.id is None else person.id
    stage.rows.add(
        customers,
        id=customer_id,
        network_id=home.network,
        location_id=home.id,
        customer_type=person.kind,
        full_name=person.name,
        email=person.email,
        phone=person.phone,
        date_of_birth=None if person.born is None else dt.date.fromisoformat(person.born),
        company_name=person.company,
        position=person.position,
        registered_at=days.at(home, person.registered, "10:40"),
        preferred_language=person.language,
        notes=person.notes,
        access_card=f"{home.code}-{customer_id:06}" if person.held else None,
        pincode=f"{customer_id * 7919 % 10_000:04}" if person.held else None,
        health_notes=person.health_notes,
        billing_name=person.company,
        tax_id=person.tax_id,
        login_id=login,
        group_id=None if person.group is None else stage.groups[home.network, person.group],
    )
    access = (Span(person.registered, None, "signed up", "sign-up"),)
    _add_spans(stage, customer_access, home, customer_id, _given(person.access, access))
    _add_suspensions(stage, home, customer_id, person.suspended)
    _add_spans(stage, customer_archivings, home, customer_id, person.archived)
    _add_rights(stage, home, customer_id, person)
    for place in person.also_at:
        _add_registration(stage, home, customer_id, place, person.registered)
    agreements = tuple(add_contract(stage, customer_id, held) for held in person.held)
    if person.card is not None:
        _add_profile(stage, home, customer_id, person, person.card)
    suspended = [span.since for span in person.suspended if span.until is None]
    return Someone(
        id=customer_id,
        name=person.name,
        home=home,
        registered=person.registered,
        agreements=agreements,
        suspended_since=suspended[0] if suspended else None,
        may_book=not (person.archived or person.lost_rights or person.access),
    )


def add_login(stage: Stage, place: Place, email: str, disabled: int | None = None) -> int:
    """Return the login of *email* in the network of *place*, adding it the first time."""
    key = (place.network, fold(email))
    if key not in stage.logins:
        stage.logins[key] = stage.rows.add(
            logins,
            network_id=place.network,
            email=email,
            password_hash=password_hash(),
            disabled_at=None if disabled is None else stage.days.at(place, disabled, "17:00"),
        )
    return stage.logins[key]


def add_staff(stage: Stage, staff: Staff) -> None:
    """Add a role of a login, which need not belong to any customer."""
    place = PLACES[staff.at]
    login = add_login(stage, place, staff.email)
    span = staff.span
    stage.rows.add(
        staff_grants,
        network_id=place.network,
        login_id=login,
        role=staff.role,
        location_id=place.id,
        from_at=stage.days.start(place, span.since),
        until_at=None if span.until is None else stage.days.start(place, span.until),
        by_whom=span.by,
        why=span.why,
    )


def _given(spans: tuple[Span, ...] | None, otherwise: tuple[Span, ...]) -> tuple[Span, ...]:
    return otherwise if spans is None else spans


def _add_spans(
    stage: Stage, table: sa.Table, place: Place, customer_id: int, spans: Iterable[Span]
) -> None:
    for span in spans:
        stage.rows.add(
            table,
            network_id=place.network,
            customer_id=customer_id,
            from_at=stage.days.at(place, span.since, "10:40"),
            until_at=None if span.until is None else stage.days.at(place, span.until, "09:15"),
            by_whom=span.by,
            why=span.why,
        )


def _add_suspensions(
    stage: Stage, place: Place, customer_id: int, spans: Iterable[Span]
) -> None:
    """Add suspensions, and for those that the policies made what occasioned them."""
    for span in spans:
        suspension = stage.rows.add(
            customer_suspensions,
            network_id=place.network,
            customer_id=customer_id,
            from_at=stage.days.at(place, span.since, "10:40"),
            until_at=None if span.until is None else stage.days.at(place, span.until, "09:15"),
            by_whom=span.by,
            why=span.why,
        )
        occasion = next((word for key, word in _OCCASIONS if span.why.startswith(key)), None)
        if occasion is not None:
            stage.rows.add(
                suspension_causes,
                network_id=place.network,
                suspension_id=suspension,
                occasion=occasion,
                said=_SAID[occasion],
            )


def _add_rights(stage: Stage, place: Place, customer_id: int, person: Person) -> None:
    rights = ["can-book", "can-purchase"]
    if person.held:
        rights.append("can-use-community")
    if any(held.team for held in person.held):
        rights.append("can-book-for-team")
    for right in rights:
        lost = right in person.lost_rights
        stage.rows.add(
            customer_rights,
            network_id=place.network,
            customer_id=customer_id,
            right=right,
            from_at=stage.days.at(place, person.registered, "10:40"),
            until_at=stage.days.at(place, _RIGHT_LOST, "16:30") if lost else None,
            by_whom="sign-up",
            why="default of the house",
        )


def _add_registration(
    stage: Stage, home: Place, customer_id: int, place: str, registered: int
) -> None:
    stage.rows.add(
        customer_locations,
        network_id=home.network,
        customer_id=customer_id,
        location_id=place,
        from_at=stage.days.at(home, registered // 2, "12:00"),
        until_at=None,
        by_whom="portal",
        why="signed in at the portal of the house",
    )


def _add_profile(stage: Stage, home: Place, customer_id: int, person: Person, card: Card) -> None:
    profile_id = stage.rows.add(
        profiles,
        network_id=home.network,
        customer_id=customer_id,
        location_id=home.id,
        display_name=person.company or person.name,
        nickname=card.nickname,
        avatar=_MEDIA.format(network=home.network, id=customer_id),
        summary=card.summary,
        website=card.website,
        email=person.email if card.open else None,
        phone=person.phone if card.open else None,
        published=card.published,
    )
    for tag in card.tags:
        stage.rows.add(profile_tags, network_id=home.network, profile_id=profile_id, tag=tag)
