"""The actions that the graph asks about, by the names that `policies/actions.yaml` gives them."""

from __future__ import annotations

CANCEL_BOOKING = "bookings.cancel"
CHANGE_BOOKING = "bookings.change"
CHANGE_PLAN = "contracts.change-plan"
CREATE_BOOKING = "bookings.create"
END_CONTRACT = "contracts.end"
FREEZE_CONTRACT = "contracts.freeze"
PAY_DUE_INVOICE = "payments.pay-due-invoice"
PREVIEW = "portal.preview"
PURCHASE = "store.purchase"
SELL = "store.sell"
UPDATE_PROFILE = "profile.update"

ACTIONS = frozenset(
    {
        CANCEL_BOOKING,
        CHANGE_BOOKING,
        CHANGE_PLAN,
        CREATE_BOOKING,
        END_CONTRACT,
        FREEZE_CONTRACT,
        PAY_DUE_INVOICE,
        PREVIEW,
        PURCHASE,
        SELL,
        UPDATE_PROFILE,
    }
)

STAFFS = frozenset({PREVIEW})
"""Those of them that staff alone can be permitted."""
