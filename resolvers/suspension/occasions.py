"""The occasions on which customers are suspended without anybody doing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from access.policy_set import PolicySet

AUTOMATIC = "suspension.automatic"

SIGN_UP = "sign-up"
PLAN = "plan"
CRM_STAGE = "crm-stage"
OVERDUE = "overdue"
MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Occasions:
    """What the switch of a location declares.

    `named`         `sign-up`, `plan` and `crm-stage`, as far as they are declared
    `overdue_days`  days after an invoice's due date; None where invoices suspend nobody
    """

    named: frozenset[str] = frozenset()
    overdue_days: int | None = None


def occasions_at(policies: PolicySet, location: str, now: dt.datetime) -> Occasions:
    """Return the occasions that hold at *location* now."""
    declared = policies.switches(location, now)[AUTOMATIC]
    assert isinstance(declared, tuple), "this switch is a list"
    days = [each["overdue-days"] for each in declared if isinstance(each, Mapping)]
    return Occasions(
        frozenset(each for each in declared if isinstance(each, str)),
        min(days, default=None),
    )
