"""The actions that the graph asks about, by the names that `policies/actions.yaml` gives them."""

from __future__ import annotations

ANSWER_TICKET = "help-desk.answer"
ARCHIVE_CUSTOMER = "customers.archive"
ASSIGN_GROUP = "customers.assign-group"
BOOK_FOR_CUSTOMER = "bookings.create-for-customer"
CANCEL_BOOKING = "bookings.cancel"
CANCEL_FOR_CUSTOMER = "bookings.cancel-for-customer"
CHANGE_BOOKING = "bookings.change"
CHANGE_FOR_CUSTOMER = "bookings.change-for-customer"
CHANGE_PLAN = "contracts.change-plan"
CHANGE_PLAN_FOR_CUSTOMER = "contracts.change-plan-for-customer"
CHECK_CUSTOMER = "customers.check"
CHOOSE_PLAN = "contracts.choose-plan"
COMMENT = "discussion.comment"
CONFIRM_BOOKING = "bookings.confirm"
CREATE_BOOKING = "bookings.create"
EDIT_CUSTOMER = "customers.edit"
EDIT_GROUP = "customers.edit-group"
EDIT_TEAM = "teams.edit"
END_CONTRACT = "contracts.end"
END_FOR_CUSTOMER = "contracts.end-for-customer"
END_SUBSCRIPTION = "store.end-subscription"
END_SUBSCRIPTION_FOR_CUSTOMER = "store.end-subscription-for-customer"
ENROL = "events.enrol"
ENROL_CUSTOMER = "events.enrol-for-customer"
EXCEED_TERMS = "contracts.exceed-terms"
FREEZE_CONTRACT = "contracts.freeze"
FREEZE_FOR_CUSTOMER = "contracts.freeze-for-customer"
GIVE_ACCESS = "customers.give-access"
GIVE_SIGN_IN = "teachers.give-sign-in"
LEAVE_EVENT = "events.leave"
LEAVE_TEAM = "teams.leave"
LOOK_AFTER_TEAM = "teams.look-after"
MARK_ATTENDANCE = "events.mark-attendance"
MODERATE = "discussion.moderate"
MOVE_CARD = "crm.move"
OPEN_TICKET = "help-desk.open"
PAY_DUE_INVOICE = "payments.pay-due-invoice"
POST = "discussion.post"
PRESENT_TEACHER = "teachers.present"
PREVIEW = "portal.preview"
PURCHASE = "store.purchase"
REGISTER_AT = "customers.register-at"
REGISTER_CUSTOMER = "customers.register"
REGISTER_HERE = "customers.register-here"
REMOVE_METHOD = "payments.remove-method"
REPLY_TO_TICKET = "help-desk.reply"
RESTORE_CUSTOMER = "customers.restore"
SAVE_METHOD = "payments.save-method"
SELL = "store.sell"
SELL_PLAN = "store.sell-plan"
SET_RIGHTS = "customers.set-rights"
SUSPEND_CUSTOMER = "customers.suspend"
TAKE_PAYMENT = "payments.take"
UNFREEZE_CONTRACT = "contracts.unfreeze"
UNREGISTER_AT = "customers.unregister-at"
UPDATE_PROFILE = "profile.update"
WITHDRAW_ACCESS = "customers.withdraw-access"

ACTIONS = frozenset(
    {
        ANSWER_TICKET,
        ARCHIVE_CUSTOMER,
        ASSIGN_GROUP,
        BOOK_FOR_CUSTOMER,
        CANCEL_BOOKING,
        CANCEL_FOR_CUSTOMER,
        CHANGE_BOOKING,
        CHANGE_FOR_CUSTOMER,
        CHANGE_PLAN,
        CHANGE_PLAN_FOR_CUSTOMER,
        CHECK_CUSTOMER,
        CHOOSE_PLAN,
        COMMENT,
        CONFIRM_BOOKING,
        CREATE_BOOKING,
        EDIT_CUSTOMER,
        EDIT_GROUP,
        EDIT_TEAM,
        END_CONTRACT,
        END_FOR_CUSTOMER,
        END_SUBSCRIPTION,
        END_SUBSCRIPTION_FOR_CUSTOMER,
        ENROL,
        ENROL_CUSTOMER,
        EXCEED_TERMS,
        FREEZE_CONTRACT,
        FREEZE_FOR_CUSTOMER,
        GIVE_ACCESS,
        GIVE_SIGN_IN,
        LEAVE_EVENT,
        LEAVE_TEAM,
        LOOK_AFTER_TEAM,
        MARK_ATTENDANCE,
        MODERATE,
        MOVE_CARD,
        OPEN_TICKET,
        PAY_DUE_INVOICE,
        POST,
        PRESENT_TEACHER,
        PREVIEW,
        PURCHASE,
        REGISTER_AT,
        REGISTER_CUSTOMER,
        REGISTER_HERE,
        REMOVE_METHOD,
        REPLY_TO_TICKET,
        RESTORE_CUSTOMER,
        SAVE_METHOD,
        SELL,
        SELL_PLAN,
        SET_RIGHTS,
        SUSPEND_CUSTOMER,
        TAKE_PAYMENT,
        UNFREEZE_CONTRACT,
        UNREGISTER_AT,
        UPDATE_PROFILE,
        WITHDRAW_ACCESS,
    }
)

STAFFS = frozenset(
    {
        BOOK_FOR_CUSTOMER,
        CANCEL_FOR_CUSTOMER,
        CHANGE_FOR_CUSTOMER,
        CHANGE_PLAN_FOR_CUSTOMER,
        CONFIRM_BOOKING,
        END_FOR_CUSTOMER,
        END_SUBSCRIPTION_FOR_CUSTOMER,
        ENROL_CUSTOMER,
        EXCEED_TERMS,
        FREEZE_FOR_CUSTOMER,
        MARK_ATTENDANCE,
        PREVIEW,
    }
)
"""Those of them that staff alone can be permitted."""
