"""Suspending customers, and letting them act again."""

import strawberry

from schema.fields import argument, field
from schema.suspensions import (
    SuspendCustomerInput,
    SuspendCustomerPayload,
    UnsuspendCustomerInput,
    UnsuspendCustomerPayload,
)


@strawberry.type
class SuspensionMutations:
    suspend_customer: SuspendCustomerPayload | None = field(
        "Suspend a customer: they read as before, and pay what is due; for staff.",
        argument("input", SuspendCustomerInput, "Whom to suspend, and why."),
    )
    unsuspend_customer: UnsuspendCustomerPayload | None = field(
        "Let a suspended customer act again; nothing but this lifts a suspension.",
        argument("input", UnsuspendCustomerInput, "Whom to let act again, and why."),
    )
