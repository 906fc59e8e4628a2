"""Customers: reached as own, and by staff."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Derived, Pages, Place, ToMany, ToOne
from resolvers.words import choice, wire_names
from store.customer_standing import (
    agreed_at,
    barcode,
    has_agreed,
    latest_contract,
    passed_check,
    pays_for_others,
)
from store.customers import customer_rights, customers
from store.membership import has_access, has_in_force, is_archived, is_member, is_suspended
from store.sql import word


def membership(customer: FromClause) -> ColumnElement[str]:
    """Whether the customer is a member or a contact now."""
    member, contact = (word(each) for each in ("member", "contact"))
    return sa.case((is_member(customer), member), else_=contact)


def has_right(right: str, customer: FromClause) -> ColumnElement[bool]:
    """Whether the customer has *right* now."""
    return has_in_force(customer_rights, "customer_id", customer, right=right)


CUSTOMER = Entity(
    name="Customer",
    table=customers,
    owner="id",
    fields={
        "name": Column("full_name", folded="full_name_folded"),
        "kind": choice("customer_type", ("individual", "company")),
        "location": Place(),
        "profile": ToOne("Profile", "id", key="customer_id"),
        "membership": Derived(membership, wire_names(("member", "contact"))),
        "suspended": Derived(is_suspended),
        "archived": Derived(is_archived),
        "portalAccess": Derived(has_access),
        "canBook": Derived(partial(has_right, "can-book")),
        "canBookForTeam": Derived(partial(has_right, "can-book-for-team")),
        "canPurchase": Derived(partial(has_right, "can-purchase")),
        "canUseCommunity": Derived(partial(has_right, "can-use-community")),
        "allowedEntry": Derived(partial(passed_check, "allowed-entry")),
        "signatureOnFile": Derived(partial(passed_check, "signature-on-file")),
        "identityVerified": Derived(partial(passed_check, "identity-verified")),
        "newsletter": Derived(partial(has_agreed, "newsletter")),
        "dataProtectionAcceptedAt": Derived(partial(agreed_at, "data-protection")),
        "primaryBilling": Derived(pays_for_others),
        "barcode": Derived(barcode),
        "group": ToOne("CustomerGroup", "group_id"),
        "email": Column("email", folded="email_folded"),
        "phone": Column("phone"),
        "preferredLanguage": Column("preferred_language"),
        "companyName": Column("company_name"),
        "position": Column("position"),
        "dateOfBirth": Column("date_of_birth"),
        "registeredAt": Column("registered_at"),
        "billingName": Column("billing_name"),
        "taxId": Column("tax_id"),
        "notes": Column("notes"),
        "accessCard": Column("access_card"),
        "pincode": Column("pincode"),
        "healthNotes": Column("health_notes"),
        "healthEntries": ToMany("HealthEntry", "customer_id", order=("-recorded_at",)),
        "emergencyContacts": ToMany(
            "EmergencyContact", "customer_id", order=("-is_primary", "position")
        ),
        "teacher": ToOne("Teacher", "id", key="customer_id"),
        "latestContract": ToOne("Contract", "latest_contract_id", derived=latest_contract),
        "contracts": ToMany("Contract", "customer_id", order=("-starts_at",)),
        "teams": ToMany("TeamMember", "customer_id", order=("from_at",)),
        "bookings": Pages("Booking", "customer_id"),
        "invoices": Pages("Invoice", "customer_id"),
        "registeredLocations": ToMany("RegisteredLocation", "customer_id", order=("from_at",)),
        "suspensions": ToMany("Suspension", "customer_id", order=("-from_at",)),
        "charges": Pages("Charge", "customer_id"),
        "subscriptions": ToMany("Subscription", "customer_id", order=("-start_date",)),
        "payments": Pages("Payment", "customer_id"),
        "paymentMethods": ToMany("PaymentMethod", "customer_id", order=("-added_at",)),
        "products": Pages("CustomerProduct", "customer_id"),
        "enrolments": Pages("Enrolment", "customer_id"),
        "eventRegistrations": ToMany("EventAttendee", "customer_id", order=("-registered_at",)),
    },
    sort=("name", "email", "registeredAt"),
    filters=(
        "name",
        "email",
        "kind",
        "location",
        "membership",
        "suspended",
        "archived",
        "registeredAt",
        "group",
    ),
)
