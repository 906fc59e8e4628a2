"""Whether a contract is paid without being asked for."""

from __future__ import annotations

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.auto_pay import contract_auto_pay
from store.membership import has_in_force


def is_auto_paid(contract: FromClause) -> ColumnElement[bool]:
    """Whether the contract is on auto pay, be it suspended or not."""
    return has_in_force(contract_auto_pay, "contract_id", contract, state="on")


def is_auto_pay_suspended(contract: FromClause) -> ColumnElement[bool]:
    """Whether auto pay rests now, so that somebody has to ask for the money."""
    return has_in_force(contract_auto_pay, "contract_id", contract, state="suspended")
