"""Customers: the people and companies that use the network."""

import datetime as dt
import enum

import strawberry

from schema.bookings import BookingFilter, BookingOrder
from schema.charges import ChargeFilter, ChargeOrder
from schema.connections import Connection
from schema.customer_products import CustomerProductFilter, CustomerProductOrder
from schema.enrolments import EnrolmentFilter, EnrolmentOrder
from schema.fields import condition, condition_in, connection, field
from schema.filters import IS_NULL, BooleanFilter, IdFilter, InstantFilter, TextFilter
from schema.invoices import InvoiceFilter, InvoiceOrder
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.payments import PaymentFilter, PaymentOrder
from schema.references import (
    ABooking,
    ACharge,
    AContract,
    ACustomerGroup,
    ACustomerProduct,
    AHealthEntry,
    ALocation,
    AnAttendee,
    AnEmergencyContact,
    AnEnrolment,
    AnInvoice,
    APayment,
    APaymentMethod,
    AProfile,
    ARegisteredLocation,
    ASubscription,
    ASuspension,
    ATeacher,
    ATeamMember,
)


@strawberry.enum(description="What a customer is.")
class CustomerKind(enum.Enum):
    INDIVIDUAL = strawberry.enum_value("individual", description="A person.")
    COMPANY = strawberry.enum_value(
        "company", description="A company; the name and address are its contact person's."
    )


@strawberry.enum(description="Whether a customer is a member: it follows from their contracts.")
class Membership(enum.Enum):
    MEMBER = strawberry.enum_value(
        "member", description="Has a live contract, active or frozen, somewhere in the network."
    )
    CONTACT = strawberry.enum_value("contact", description="Has no live contract.")


@strawberry.input(description="Conditions on what a customer is.")
class CustomerKindFilter:
    eq: CustomerKind | None = condition("Is this.")
    in_: list[CustomerKind] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on membership.")
class MembershipFilter:
    eq: Membership | None = condition("Is this.")
    in_: list[Membership] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="A person or a company that uses the network, member or contact.")
class Customer(Node):
    name: str | None = field("The full name.")
    kind: CustomerKind | None = field("A person or a company.")
    location: ALocation | None = field("The home location, which looks after the customer.")
    profile: AProfile | None = field("How the directory shows the customer.")
    membership: Membership | None = field("Whether the customer is a member now.")
    suspended: bool | None = field("Whether the customer is suspended now.")
    suspensions: list[ASuspension] | None = field(
        "When the customer was suspended, and what they are told about it, the latest first."
    )
    registered_locations: list[ARegisteredLocation] | None = field(
        "Where the customer is registered besides their home, the longest first."
    )
    archived: bool | None = field("Whether the customer is kept for the record only.")
    portal_access: bool | None = field("Whether the customer may use the portals at all.")
    can_book: bool | None = field("Whether the customer has the right to book.")
    can_book_for_team: bool | None = field("Whether the customer has the right to book for a team.")
    can_purchase: bool | None = field("Whether the customer has the right to buy.")
    can_use_community: bool | None = field("Whether the customer has the right to join in.")
    allowed_entry: bool | None = field("Whether the door lets the customer in.")
    signature_on_file: bool | None = field("Whether the customer's signature is kept.")
    identity_verified: bool | None = field("Whether somebody looked at the customer's papers.")
    newsletter: bool | None = field("Whether the customer wants the newsletter.")
    data_protection_accepted_at: dt.datetime | None = field(
        "When the customer agreed to how their data is kept; null where they do not."
    )
    primary_billing: bool | None = field("Whether the customer pays for others in a team.")
    barcode: str | None = field("The code on the customer's card.")
    group: ACustomerGroup | None = field("The group that staff sorted the customer into.")
    email: str | None = field("The e-mail address.")
    phone: str | None = field("The telephone number.")
    preferred_language: str | None = field("The language that the customer likes best.")
    company_name: str | None = field("The company that the customer works for, or is.")
    position: str | None = field("What the customer does there.")
    date_of_birth: dt.date | None = field("The date of birth.")
    registered_at: dt.datetime | None = field("When the customer registered.")
    billing_name: str | None = field("The name on invoices.")
    tax_id: str | None = field("The tax number on invoices.")
    notes: str | None = field("What staff noted; never shown to the customer.")
    access_card: str | None = field("The number of the card that opens doors.")
    pincode: str | None = field("The code that opens doors.")
    health_notes: str | None = field("What staff must know in an emergency.")
    health_entries: list[AHealthEntry] | None = field(
        "What to know about the customer's health, the latest first."
    )
    emergency_contacts: list[AnEmergencyContact] | None = field(
        "Whom to call when something happens, whoever is to be called first first."
    )
    teacher: ATeacher | None = field("The customer as somebody who teaches.")
    latest_contract: AContract | None = field(
        "The contract that counts: the live one that began last, or else the one that ended."
    )
    contracts: list[AContract] | None = field("The customer's contracts, the latest first.")
    teams: list[ATeamMember] | None = field("The teams that the customer is in now, with the role.")
    bookings: Connection[ABooking] | None = connection(
        "The customer's bookings.", filter=BookingFilter, order=BookingOrder
    )
    invoices: Connection[AnInvoice] | None = connection(
        "The customer's invoices.", filter=InvoiceFilter, order=InvoiceOrder
    )
    charges: Connection[ACharge] | None = connection(
        "What the customer owes for, on an invoice or not yet.",
        filter=ChargeFilter,
        order=ChargeOrder,
    )
    subscriptions: list[ASubscription] | None = field(
        "What the customer buys every month, the latest first."
    )
    payments: Connection[APayment] | None = connection(
        "The customer's payments.", filter=PaymentFilter, order=PaymentOrder
    )
    payment_methods: list[APaymentMethod] | None = field(
        "The means of payment that the customer saved, the latest first."
    )
    products: Connection[ACustomerProduct] | None = connection(
        "What the customer bought and uses up, the latest first.",
        filter=CustomerProductFilter,
        order=CustomerProductOrder,
    )
    enrolments: Connection[AnEnrolment] | None = connection(
        "What the customer takes part in, the earliest first.",
        filter=EnrolmentFilter,
        order=EnrolmentOrder,
    )
    event_registrations: list[AnAttendee] | None = field(
        "The events that the customer signed up for, the latest sign-up first."
    )


@strawberry.input(description="Conditions that narrow a list of customers.")
class CustomerFilter:
    name: TextFilter | None = condition("By name.")
    email: TextFilter | None = condition("By e-mail address.")
    kind: CustomerKindFilter | None = condition("By what the customer is.")
    location: IdFilter | None = condition("By home location.")
    membership: MembershipFilter | None = condition("By membership.")
    suspended: BooleanFilter | None = condition("By suspension.")
    archived: BooleanFilter | None = condition("By archiving.")
    registered_at: InstantFilter | None = condition("By the moment of registration.")
    group: IdFilter | None = condition("By group.")


@strawberry.enum(description="What customers can be ordered by.")
class CustomerOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")
    EMAIL = strawberry.enum_value("email", description="The e-mail address.")
    REGISTERED_AT = strawberry.enum_value("registeredAt", description="The moment of registration.")


@strawberry.input(description="The order of a list of customers.")
class CustomerOrder:
    field: CustomerOrderField = sort_key()
    direction: OrderDirection = ascending()
