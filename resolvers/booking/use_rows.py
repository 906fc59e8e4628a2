"""What bookings and charges took of credits, added up by the database, however often that was."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.benefits import credit_uses, money_uses
from store.charges import charges
from store.contracts import plans
from store.reckoning import DayAfter

DAYS_OF_MONTH, DAYS_OF_WEEK = 31, 7
FOR_GOOD = 100 * 366
"""More days than there are in the one cycle of a contract whose cycles do not recur."""


def credit_used(
    contract: FromClause, moment: ColumnElement[Any], without: ColumnElement[int] | None = None
) -> sa.Select[Any]:
    """Add up the minutes and passes that bookings took; *without* is a booking left aside."""
    use = credit_uses.alias()
    others = [] if without is None else [use.c.booking_id != without]
    return _added_up(use, contract, moment).where(use.c.given_back_at.is_(None), *others)


def money_used(contract: FromClause, moment: ColumnElement[Any]) -> sa.Select[Any]:
    """Add up the money that charges took which were not taken back."""
    use, charge = money_uses.alias(), charges.alias()
    owed: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        charge.c.network_id == use.c.network_id,
        charge.c.id == use.c.charge_id,
        charge.c.voided_at.is_(None),
    )
    return _added_up(use, contract, moment).where(sa.exists(owed.correlate(use)))


def _added_up(
    use: FromClause, contract: FromClause, moment: ColumnElement[Any]
) -> sa.Select[Any]:
    """Add up *use* of a contract by benefit and cycle.

    Only cycles are looked at that may be the one around *moment*. Which one it is only the calendar
    of the contract's place can say, see `credits.Included`.
    """
    plan = plans.alias()
    by = (use.c.contract_id, use.c.plan_benefit_id, use.c.cycle_date)
    amount = sa.cast(sa.func.sum(use.c.amount), sa.BigInteger()).label("amount")
    return (
        sa.select(*by, amount)
        .where(
            plan.c.network_id == contract.c.network_id,
            plan.c.id == contract.c.plan_id,
            use.c.network_id == contract.c.network_id,
            use.c.contract_id == contract.c.id,
            use.c.cycle_date >= DayAfter(moment, -_longest(contract, plan)),
            use.c.cycle_date <= DayAfter(moment, sa.literal_column("1")),
        )
        .group_by(*by)
    )


def _longest(contract: FromClause, plan: FromClause) -> ColumnElement[int]:
    """Return more days than a cycle of *contract* has: clocks differ by a day at the most.

    It may be one of the next plan, if another one than *plan* was chosen, and as long as any.
    """
    months, weeks = plan.c.invoice_every_months, plan.c.invoice_every_weeks
    days = months * _number(DAYS_OF_MONTH) + weeks * _number(DAYS_OF_WEEK) + _number(1)
    for_good = sa.or_(contract.c.next_plan_id.is_not(None), months + weeks == _number(0))
    return sa.case((for_good, _number(FOR_GOOD)), else_=days)


def _number(value: int) -> ColumnElement[int]:
    return sa.literal_column(str(value), sa.Integer())
