"""Invoices for what the contracts cost, with their lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from store.demo.days import moment
from store.demo.money import add_payment, charge_row
from store.demo.months import months_after
from store.demo.stage import Agreement, Someone, Stage
from store.invoices import invoice_lines, invoices

_MONTHS = 3
_DAYS_TO_PAY = 14
_UNPAID_BEFORE_SUSPENSION = 75  # days
_EXTRAS = (
    ("Meeting room, 2 hours", 2, 1800),
    ("Prints, black and white", 40, 8),
    ("Guest for a day", 1, 1500),
)


def add_invoices(stage: Stage, someone: Someone) -> None:
    """Add the invoices of the last months; one of many is void, some are credited again."""
    for agreement in someone.agreements:
        if agreement.price_minor and (agreement.counts or agreement.until is not None):
            for issued, until in _cycles(stage, someone, agreement):
                _add_cycle(stage, someone, agreement, issued, until)


def _add_cycle(
    stage: Stage, someone: Someone, agreement: Agreement, issued: dt.date, until: dt.date
) -> None:
    plan = agreement.plan
    lines = [(f"{plan.name}, {issued:%d.%m.} to {until:%d.%m.%Y}", 1, agreement.price_minor)]
    if (someone.id + issued.month) % 4 == 0:
        lines.append(_EXTRAS[(someone.id + issued.month) % len(_EXTRAS)])
    age = (stage.days.today - issued).days
    suspended = -(someone.suspended_since or 0)
    unpaid = age <= _DAYS_TO_PAY or 0 < suspended <= age <= suspended + _UNPAID_BEFORE_SUSPENSION
    status = "open" if unpaid else "paid"
    if not unpaid and someone.id % 29 == 0:
        status = "void"
    _add(stage, someone, agreement, status, issued, until, lines)
    if status == "paid" and someone.id % 31 == 0:
        refund = [(f"Credit for {plan.name}", 1, -agreement.price_minor // 2)]
        _add(stage, someone, agreement, "credit-note", issued, until, refund)
    if agreement.team and age <= 31:
        draft = [(f"{plan.name}, next cycle", 1, agreement.price_minor)]
        _add(stage, someone, agreement, "draft", until, months_after(until, 1), draft)


def _add(
    stage: Stage,
    someone: Someone,
    agreement: Agreement,
    status: str,
    issued: dt.date,
    until: dt.date,
    lines: list[tuple[str, int, int]],
) -> None:
    place = agreement.place
    total = sum(quantity * unit for _, quantity, unit in lines)
    paid = status == "paid"
    stage.invoice_numbers[place.id] += 1
    number = f"{place.code}-{issued:%Y}-{stage.invoice_numbers[place.id]:05}"
    paid_on = min(issued + dt.timedelta(days=2 + someone.id % 11), stage.days.day(-1))
    invoice_id = stage.rows.add(
        invoices,
        network_id=place.network,
        customer_id=someone.id,
        team_id=agreement.team,
        location_id=place.id,
        number=number,
        issued_date=issued,
        due_date=issued + dt.timedelta(days=_DAYS_TO_PAY),
        from_date=issued,
        until_date=until,
        total_minor=total,
        paid_minor=total if paid else 0,
        currency=place.currency,
        status=status,
        paid_at=moment(place, paid_on, "14:30") if paid else None,
        description=f"{agreement.plan.name}, {place.code}",
    )
    if paid and total > 0:
        add_payment(stage, someone, place, invoice_id, total, paid_on)
    for position, (description, quantity, unit) in enumerate(lines, start=1):
        stage.rows.add(
            invoice_lines,
            network_id=place.network,
            invoice_id=invoice_id,
            customer_id=someone.id,
            location_id=place.id,
            position=position,
            description=description,
            quantity=quantity,
            unit_minor=unit,
            total_minor=quantity * unit,
            currency=place.currency,
        )
        if status not in ("draft", "credit-note"):
            plan = position == 1
            charge_row(
                stage,
                someone,
                place,
                kind="plan" if plan else "other",
                words=description,
                unit_minor=unit,
                quantity=quantity,
                day=issued,
                contract_id=agreement.id if plan else None,
                team_id=agreement.team,
                invoice_id=invoice_id,
                from_date=issued if plan else None,
                until_date=until if plan else None,
            )


def _cycles(
    stage: Stage, someone: Someone, agreement: Agreement
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the latest billing cycles that cost something, the oldest first."""
    today, start = stage.days.today, stage.days.day(agreement.since)
    months = max((today.year - start.year) * 12 + today.month - start.month, 0)
    if months_after(start, months) > today:
        months -= 1
    for month in range(max(months - _MONTHS + 1, 0), months + 1):
        issued = months_after(start, month)
        count = (issued - today).days
        ended = agreement.until is not None and count >= agreement.until
        frozen = any(since <= count < until for since, until in agreement.frozen)
        billed = someone.suspended_since is None or count < someone.suspended_since
        if count <= 0 and not ended and not frozen and billed:
            yield issued, months_after(start, month + 1)
