"""The actions that the graph asks about, by the names that `policies/actions.yaml` gives them."""

from __future__ import annotations

ASSIGN_GROUP = "customers.assign-group"
CANCEL_BOOKING = "bookings.cancel"
CHANGE_BOOKING = "bookings.change"
CHANGE_PLAN = "contracts.change-plan"
CREATE_BOOKING = "bookings.create"
EDIT_CUSTOMER = "customers.edit"
END_CONTRACT = "contracts.end"
FREEZE_CONTRACT = "contracts.freeze"
GIVE_SIGN_IN = "teachers.give-sign-in"
PAY_DUE_INVOICE = "payments.pay-due-invoice"
PRESENT_TEACHER = "teachers.present"
PREVIEW = "portal.preview"
PURCHASE = "store.purchase"
SELL = "store.sell"
SUSPEND_CUSTOMER = "customers.suspend"
UPDATE_PROFILE = "profile.update"

ACTIONS = frozenset(
    {
        ASSIGN_GROUP,
        CANCEL_BOOKING,
        CHANGE_BOOKING,
        CHANGE_PLAN,
        CREATE_BOOKING,
        EDIT_CUSTOMER,
        END_CONTRACT,
        FREEZE_CONTRACT,
        GIVE_SIGN_IN,
        PAY_DUE_INVOICE,
        PRESENT_TEACHER,
        PREVIEW,
        PURCHASE,
        SELL,
        SUSPEND_CUSTOMER,
        UPDATE_PROFILE,
    }
)

STAFFS = frozenset({PREVIEW})
"""Those of them that staff alone can be permitted."""
