"""Registering customers, and what staff decide about them."""

import strawberry

from schema.customer_desk import (
    ArchiveCustomerInput,
    ArchiveCustomerPayload,
    GivePortalAccessInput,
    GivePortalAccessPayload,
    RegisterCustomerInput,
    RegisterCustomerPayload,
    RestoreCustomerInput,
    RestoreCustomerPayload,
    SetCustomerRightsInput,
    SetCustomerRightsPayload,
    WithdrawPortalAccessInput,
    WithdrawPortalAccessPayload,
)
from schema.fields import argument, field
from schema.registered_locations import (
    RegisterCustomerAtInput,
    RegisterCustomerAtPayload,
    UnregisterCustomerAtInput,
    UnregisterCustomerAtPayload,
)


@strawberry.type
class CustomerMutations:
    register_customer: RegisterCustomerPayload | None = field(
        "Register a customer at a location, as a person or a company: for staff. A customer "
        "without a contract is a contact.",
        argument("input", RegisterCustomerInput, "Whom to register, and where."),
    )
    register_customer_at: RegisterCustomerAtPayload | None = field(
        "Register a customer at one more location besides their home: for staff there.",
        argument("input", RegisterCustomerAtInput, "Which customer, where, and why."),
    )
    unregister_customer_at: UnregisterCustomerAtPayload | None = field(
        "End that a customer is registered at a location besides their home: for staff there.",
        argument("input", UnregisterCustomerAtInput, "Which customer, where, and why."),
    )
    set_customer_rights: SetCustomerRightsPayload | None = field(
        "Say what a customer may do besides reading: for staff.",
        argument("input", SetCustomerRightsInput, "Which customer, and which rights."),
    )
    give_portal_access: GivePortalAccessPayload | None = field(
        "Let a customer use the portals, with a login if they have none: for staff.",
        argument("input", GivePortalAccessInput, "Which customer, and why."),
    )
    withdraw_portal_access: WithdrawPortalAccessPayload | None = field(
        "Let a customer use the portals no longer; what they are signed in with ends at once: for "
        "staff.",
        argument("input", WithdrawPortalAccessInput, "Which customer, and why."),
    )
    archive_customer: ArchiveCustomerPayload | None = field(
        "Keep a customer for the record only. What they booked and has not begun is given up: for "
        "staff.",
        argument("input", ArchiveCustomerInput, "Which customer, and why."),
    )
    restore_customer: RestoreCustomerPayload | None = field(
        "Take the archiving of a customer back: for staff.",
        argument("input", RestoreCustomerInput, "Which customer, and why."),
    )
