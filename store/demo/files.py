"""Files into rows: groups, checks, consents, barcodes, whom to call, health, auto pay."""

from __future__ import annotations

from store.auto_pay import contract_auto_pay
from store.customer_files import (
    customer_barcodes,
    customer_checks,
    customer_consents,
    emergency_contacts,
    health_entries,
)
from store.customer_groups import customer_groups
from store.demo.filed import File
from store.demo.persons import Span
from store.demo.places import PLACES
from store.demo.stage import Someone, Stage
from store.demo.written import Content

_CARD_LOST = -60


def add_groups(stage: Stage, content: Content) -> None:
    """Add the groups of a place."""
    place = PLACES[content.place]
    for group in content.groups:
        stage.groups[place.network, group.key] = stage.rows.add(
            customer_groups,
            network_id=place.network,
            location_id=place.id,
            name=group.name,
            description=group.description,
        )


def add_file(stage: Stage, file: File) -> None:
    """Add what a front desk keeps about somebody."""
    someone = stage.named[file.network, file.person]
    since = Span(someone.registered, None, "signed up", "front desk")
    for what in file.checks:
        stage.rows.add(customer_checks, **_of(stage, someone, since), what=what)
    for what in file.consents:
        stage.rows.add(customer_consents, **_of(stage, someone, since), what=what)
    if file.lost is not None:
        lost = Span(someone.registered, _CARD_LOST, "card lost", "front desk")
        stage.rows.add(customer_barcodes, **_of(stage, someone, lost), barcode=file.lost)
        since = Span(_CARD_LOST, None, "new card", "front desk")
    stage.rows.add(customer_barcodes, **_of(stage, someone, since), barcode=file.barcode)
    for position, call in enumerate(file.calls):
        stage.rows.add(
            emergency_contacts,
            network_id=file.network,
            customer_id=someone.id,
            name=call.name,
            relation=call.relation,
            phone=call.phone,
            is_primary=position == 0,
            position=position,
        )
    for kind, text in file.health:
        stage.rows.add(
            health_entries,
            network_id=file.network,
            customer_id=someone.id,
            kind=kind,
            content=text,
            recorded_at=stage.days.at(someone.home, someone.registered, "11:05"),
        )
    for state, span in (("on", file.auto_pay), ("suspended", file.auto_pay_rests)):
        if span is not None:
            stage.rows.add(
                contract_auto_pay,
                network_id=file.network,
                contract_id=someone.agreements[0].id,
                state=state,
                **_span(stage, someone, span),
            )


def _of(stage: Stage, someone: Someone, span: Span) -> dict[str, object]:
    return {
        "network_id": someone.home.network,
        "customer_id": someone.id,
        **_span(stage, someone, span),
    }


def _span(stage: Stage, someone: Someone, span: Span) -> dict[str, object]:
    days, home = stage.days, someone.home
    return {
        "from_at": days.at(home, span.since, "10:45"),
        "until_at": None if span.until is None else days.at(home, span.until, "10:45"),
        "by_whom": span.by,
        "why": span.why,
    }
