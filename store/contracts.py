"""Plans, the contracts that customers hold on them, and the times when those do not count."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import (
    check,
    currency,
    dated,
    day,
    flag,
    folded,
    instant,
    located,
    money,
    network_table,
    number,
    reference,
    text,
    unique,
)

plans = network_table(
    "plans",
    located(sort=["display_order", "name_folded"]),
    text("key"),
    folded("name"),
    text("group_name", null=True),
    text("description", null=True),
    text("terms", null=True),
    money("price_minor"),
    currency(),
    number("invoice_every_months"),
    number("invoice_every_weeks"),
    flag("visible", True),
    flag("archived", False),
    number("display_order", least=None),
    number("minute_week_limit", null=True),
    number("minute_month_limit", null=True),
    flag("can_be_paused", True),
    sa.Index(None, "network_id", "key", "id"),
)
"""What a location offers; `key` is the name by which the policies know it."""

plan_terms = network_table(
    "plan_terms",
    reference("plan_id", "plans"),
    number("notice_days"),
    flag("may_end", False),
    flag("may_change", False),
    number("freeze_cycles", null=True),
    number("freezes_a_year", null=True),
    unique("plan_id"),
)
"""What customers may change by themselves of contracts on a plan; without a row, nothing.

`notice_days` go by until an end; a freeze lasts `freeze_cycles` billing cycles at most, and
`freezes_a_year` may begin in a calendar year; NULL: as many as they like.
"""

contracts = network_table(
    "contracts",
    reference("customer_id", "customers", then=["starts_at"]),
    located(sort=["starts_at"]),
    reference("plan_id", "plans"),
    reference("team_id", "teams", null=True),
    day("start_date"),
    instant("starts_at"),
    day("cancellation_date", null=True),
    instant("ends_at", null=True),
    day("minimum_term_date", null=True),
    day("renewal_date", null=True),
    number("billing_day", least=1),
    money("price_minor", null=True),
    currency(),
    reference("next_plan_id", "plans", null=True),
    number("quantity", least=1),
    text("notes", null=True),
    instant("removed_at", null=True),
    check("billing_day_ends", "billing_day <= 31"),
    check("end_has_both", "(cancellation_date IS NULL) = (ends_at IS NULL)"),
)
"""One plan, taken by one customer at the location that issued it.

Dates are the location's; `starts_at` and `ends_at` are the same boundaries as moments, half-open.
Without a price of its own the contract costs what the plan costs. Cycles follow from `start_date`;
`billing_day` is its day, except where an import of before said otherwise. `renewal_date` is the
first day that is not billed yet; NULL where nothing is billed.
"""

contract_holds = network_table(
    "contract_holds",
    reference("contract_id", "contracts", then=["from_at"]),
    dated(),
)
"""When a contract waits, e.g. for an identity check."""

freezes = network_table(
    "freezes",
    reference("contract_id", "contracts", then=["from_at"]),
    reference("customer_id", "customers", then=["from_at"]),
    located(sort=["from_at"]),
    day("from_date"),
    day("until_date"),
    instant("from_at"),
    instant("until_at"),
    text("notes", null=True),
    check("ends_after_start", "until_at > from_at"),
    check("dates_in_order", "until_date > from_date"),
)
"""A pause of one contract, half-open: `until_date` is the first day that counts again."""
