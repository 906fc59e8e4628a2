"""Whether a contract is paid without being asked for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.auto_pay import contract_auto_pay
from store.membership import in_force


def is_auto_paid(contract: FromClause) -> ColumnElement[bool]:
    """Whether the contract is on auto pay, be it suspended or not."""
    return _is("on", contract)


def is_auto_pay_suspended(contract: FromClause) -> ColumnElement[bool]:
    """Whether auto pay rests now, so that somebody has to ask for the money."""
    return _is("suspended", contract)


def _is(state: str, contract: FromClause) -> ColumnElement[bool]:
    row = contract_auto_pay.alias()
    return sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            row.c.network_id == contract.c.network_id,
            row.c.contract_id == contract.c.id,
            row.c.state == sa.literal_column(f"'{state}'"),
            in_force(row),
        )
        .correlate(contract)
    )
