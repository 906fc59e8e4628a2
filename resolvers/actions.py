"""The actions that the graph asks about, by the names that `policies/actions.yaml` gives them."""

from __future__ import annotations

ANSWER_TICKET = "help-desk.answer"
ASSIGN_GROUP = "customers.assign-group"
BOOK_FOR_CUSTOMER = "bookings.create-for-customer"
CANCEL_BOOKING = "bookings.cancel"
CHANGE_BOOKING = "bookings.change"
CHANGE_PLAN = "contracts.change-plan"
COMMENT = "discussion.comment"
CONFIRM_BOOKING = "bookings.confirm"
CREATE_BOOKING = "bookings.create"
EDIT_CUSTOMER = "customers.edit"
END_CONTRACT = "contracts.end"
FREEZE_CONTRACT = "contracts.freeze"
GIVE_SIGN_IN = "teachers.give-sign-in"
MODERATE = "discussion.moderate"
MOVE_CARD = "crm.move"
OPEN_TICKET = "help-desk.open"
PAY_DUE_INVOICE = "payments.pay-due-invoice"
POST = "discussion.post"
PRESENT_TEACHER = "teachers.present"
PREVIEW = "portal.preview"
PURCHASE = "store.purchase"
REPLY_TO_TICKET = "help-desk.reply"
SELL = "store.sell"
SUSPEND_CUSTOMER = "customers.suspend"
UPDATE_PROFILE = "profile.update"

ACTIONS = frozenset(
    {
        ANSWER_TICKET,
        ASSIGN_GROUP,
        BOOK_FOR_CUSTOMER,
        CANCEL_BOOKING,
        CHANGE_BOOKING,
        CHANGE_PLAN,
        COMMENT,
        CONFIRM_BOOKING,
        CREATE_BOOKING,
        EDIT_CUSTOMER,
        END_CONTRACT,
        FREEZE_CONTRACT,
        GIVE_SIGN_IN,
        MODERATE,
        MOVE_CARD,
        OPEN_TICKET,
        PAY_DUE_INVOICE,
        POST,
        PRESENT_TEACHER,
        PREVIEW,
        PURCHASE,
        REPLY_TO_TICKET,
        SELL,
        SUSPEND_CUSTOMER,
        UPDATE_PROFILE,
    }
)

STAFFS = frozenset({BOOK_FOR_CUSTOMER, CONFIRM_BOOKING, PREVIEW})
"""Those of them that staff alone can be permitted."""
