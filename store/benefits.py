"""What plans include every billing cycle, what was used of it, and what bookings of things ask."""

from __future__ import annotations

from store.metadata import (
    check,
    choice,
    dated,
    day,
    flag,
    instant,
    located,
    money,
    network_table,
    number,
    reference,
    text,
    unique,
)

BENEFITS = ("time-credit", "pass", "money-credit", "discount")

plan_benefits = network_table(
    "plan_benefits",
    reference("plan_id", "plans", then=["from_date"]),
    located(),
    text("name"),
    choice("kind", BENEFITS),
    number("amount", least=1),
    reference("resource_type_id", "resource_types", null=True),
    day("from_date"),
    day("until_date", null=True),
    flag("pays_cycles", False),
    check("percent", "kind <> 'discount' OR amount <= 100"),
    check("dates_in_order", "until_date > from_date"),
)
"""What a contract on a plan gets each cycle: minutes, passes, money, or a discount in percent.

Money is in the minor unit of the plan's currency; for cycles of plans it pays only where
`pays_cycles` says so. Without a type of resource it is for all. A cycle
has what holds on its first day, half-open: what is edited later comes with the next renewal.
"""

credit_uses = network_table(
    "credit_uses",
    reference("booking_id", "bookings"),
    reference("contract_id", "contracts", then=["cycle_date"]),
    reference("plan_benefit_id", "plan_benefits"),
    day("cycle_date"),
    number("amount", least=1),
    instant("used_at"),
    instant("given_back_at", null=True),
)
"""What a booking took of a contract's minutes or passes, in the cycle that begins on that day."""

money_uses = network_table(
    "money_uses",
    reference("charge_id", "charges"),
    reference("credit_charge_id", "charges"),
    reference("contract_id", "contracts", then=["cycle_date"]),
    reference("plan_benefit_id", "plan_benefits"),
    day("cycle_date"),
    money("amount"),
    check("amount_is_positive", "amount > 0"),
)
"""What a charge took of a contract's money: `credit_charge_id` is the one that takes it off.

It counts as long as the charge was not taken back.
"""

booking_terms = network_table(
    "booking_terms",
    reference("resource_id", "resources"),
    located(),
    flag("requires_credit", False),
    number("late_cancellation_minutes", null=True),
    unique("resource_id"),
)
"""What a booking of a resource takes, and from how long before on it is not given back."""

credit_pools = network_table(
    "credit_pools",
    reference("team_id", "teams", then=["from_at"]),
    dated(),
)
"""When a team shares the minutes and passes of the contracts that its paying member has for it."""
