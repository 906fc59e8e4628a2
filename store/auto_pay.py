"""Contracts that are paid without being asked for, and when that is suspended."""

from __future__ import annotations

from store.metadata import choice, dated, network_table, reference

AUTO_PAY = ("on", "suspended")

contract_auto_pay = network_table(
    "contract_auto_pay",
    reference("contract_id", "contracts", then=["from_at"]),
    choice("state", AUTO_PAY),
    dated(),
)
"""From when until when a contract is on auto pay, and from when until when that rests."""
