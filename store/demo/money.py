"""What people owe and have not been billed for yet, how they pay, and the numbers of invoices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store.charges import charges, invoice_series, subscriptions
from store.demo.days import moment
from store.demo.months import months_after
from store.demo.places import PLACES, Place
from store.demo.stage import Good, Someone, Stage
from store.payments import payment_methods, payments

_CARDS = ("Visa", "Mastercard", "Maestro")
_PROVIDER = "test"


def add_means_of_payment(stage: Stage, someone: Someone) -> None:
    """Save how somebody pays: mandates where there is SEPA, cards elsewhere, nothing for some.

    Suspended members have something saved: they can pay what is due.
    """
    place = someone.home
    if not someone.is_member or (someone.id % 7 == 0 and someone.suspended_since is None):
        return
    added = max(someone.registered, -700)
    digits = f"{(someone.id * 7919) % 10_000:04}"
    by_mandate = place.currency == "EUR" and someone.id % 3 != 0
    card = _CARDS[someone.id % len(_CARDS)]
    stage.methods[someone.id] = stage.rows.add(
        payment_methods,
        network_id=place.network,
        customer_id=someone.id,
        location_id=place.id,
        kind="sepa-mandate" if by_mandate else "card",
        label=f"IBAN ···· {digits}" if by_mandate else f"{card} ···· {digits}",
        holder=someone.name,
        expires_date=None if by_mandate else months_after(stage.days.today, 3 + someone.id % 40),
        mandate_reference=f"{place.code}-{someone.id}" if by_mandate else None,
        mandate_date=stage.days.day(added) if by_mandate else None,
        provider=_PROVIDER,
        provider_reference=f"demo-{someone.id}",
        preferred=True,
        added_at=stage.days.at(place, added, "10:05"),
    )


def add_payment(
    stage: Stage, someone: Someone, place: Place, invoice: int, amount: int, day: dt.date
) -> None:
    """Add the payment that an invoice was settled with."""
    stage.rows.add(
        payments,
        network_id=place.network,
        invoice_id=invoice,
        customer_id=someone.id,
        location_id=place.id,
        payment_method_id=stage.methods.get(someone.id),
        provider=_PROVIDER,
        provider_reference=f"demo-{invoice}",
        amount_minor=amount,
        currency=place.currency,
        status="succeeded",
        created_at=moment(place, day, "14:29"),
        settled_at=moment(place, day, "14:30"),
    )


def add_purchases(stage: Stage, someone: Someone) -> None:
    """Let somebody have bought something lately that no invoice mentions yet."""
    place, goods = someone.home, stage.goods[someone.home.id]
    days = someone.id % 11 + 1
    if not goods or someone.id % 5 or someone.is_suspended(-days) or -days <= someone.registered:
        return
    good = goods[someone.id // 5 % len(goods)]
    day, quantity, further = stage.days.day(-days), 1 + someone.id % 2, {}
    if good.recurs:
        further = _subscribe(stage, someone, good, quantity, day)
    charge_row(
        stage,
        someone,
        place,
        kind="product",
        words=good.name,
        unit_minor=good.price_minor,
        quantity=quantity,
        day=day,
        product_id=good.id,
        **further,
    )


def _subscribe(
    stage: Stage, someone: Someone, good: Good, quantity: int, day: dt.date
) -> dict[str, Any]:
    """Let somebody buy something every month; return what the first month's charge says of it."""
    place, following = someone.home, months_after(day, 1)
    subscription = stage.rows.add(
        subscriptions,
        network_id=place.network,
        customer_id=someone.id,
        product_id=good.id,
        location_id=place.id,
        quantity=quantity,
        unit_minor=good.price_minor,
        currency=place.currency,
        start_date=day,
        next_date=following,
    )
    return {"subscription_id": subscription, "from_date": day, "until_date": following}


def charge_row(
    stage: Stage,
    someone: Someone,
    place: Place,
    *,
    kind: str,
    words: str,
    unit_minor: int,
    quantity: int,
    day: dt.date,
    **further: Any,
) -> None:
    """Add one thing that somebody owes for."""
    stage.rows.add(
        charges,
        network_id=place.network,
        customer_id=someone.id,
        location_id=place.id,
        kind=kind,
        description=words,
        quantity=quantity,
        unit_minor=unit_minor,
        total_minor=quantity * unit_minor,
        currency=place.currency,
        charged_at=moment(place, day, "09:30"),
        charged_date=day,
        **further,
    )


def add_series(stage: Stage) -> None:
    """Keep which number each location gave last, so that the next invoice goes on from there."""
    for location, last in sorted(stage.invoice_numbers.items()):
        stage.rows.add(
            invoice_series,
            network_id=PLACES[location].network,
            location_id=location,
            last=last,
        )
