"""The actions that the graph asks about, by the names that `policies/actions.yaml` gives them."""

from __future__ import annotations

CANCEL_BOOKING = "bookings.cancel"
CHANGE_BOOKING = "bookings.change"
CREATE_BOOKING = "bookings.create"
PAY_DUE_INVOICE = "payments.pay-due-invoice"
PREVIEW = "portal.preview"
PURCHASE = "store.purchase"
SELL = "store.sell"
UPDATE_PROFILE = "profile.update"

ACTIONS = frozenset(
    {
        CANCEL_BOOKING,
        CHANGE_BOOKING,
        CREATE_BOOKING,
        PAY_DUE_INVOICE,
        PREVIEW,
        PURCHASE,
        SELL,
        UPDATE_PROFILE,
    }
)

STAFFS = frozenset({PREVIEW})
"""Those of them that staff alone can be permitted."""
