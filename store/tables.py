"""All tables of the store by name; importing it completes the metadata."""

from __future__ import annotations

from store.audit import audit_entries, idempotency_keys
from store.charges import charges, invoice_series, subscriptions
from store.content import (
    article_plans,
    articles,
    event_attendees,
    event_plans,
    event_tickets,
    events,
    faq_plans,
    faqs,
    perk_plans,
    perks,
)
from store.contracts import contract_holds, contracts, freezes, plan_terms, plans
from store.customers import (
    customer_access,
    customer_archivings,
    customer_locations,
    customer_rights,
    customer_suspensions,
    customers,
    profile_tags,
    profiles,
)
from store.invoices import invoice_lines, invoices
from store.metadata import metadata
from store.payments import payment_events, payment_methods, payments
from store.people import logins, sessions, staff_grants
from store.products import product_plans, products
from store.resources import (
    booking_rule_plans,
    booking_rules,
    bookings,
    resource_exceptions,
    resource_plans,
    resource_rates,
    resource_slots,
    resource_teams,
    resource_types,
    resources,
)
from store.teams import team_members, teams

__all__ = [
    "article_plans",
    "articles",
    "audit_entries",
    "booking_rule_plans",
    "booking_rules",
    "bookings",
    "charges",
    "contract_holds",
    "contracts",
    "customer_access",
    "customer_archivings",
    "customer_locations",
    "customer_rights",
    "customer_suspensions",
    "customers",
    "event_attendees",
    "event_plans",
    "event_tickets",
    "events",
    "faq_plans",
    "faqs",
    "freezes",
    "idempotency_keys",
    "invoice_lines",
    "invoice_series",
    "invoices",
    "logins",
    "metadata",
    "payment_events",
    "payment_methods",
    "payments",
    "perk_plans",
    "perks",
    "plan_terms",
    "plans",
    "product_plans",
    "products",
    "profile_tags",
    "profiles",
    "resource_exceptions",
    "resource_plans",
    "resource_rates",
    "resource_slots",
    "resource_teams",
    "resource_types",
    "resources",
    "sessions",
    "staff_grants",
    "subscriptions",
    "team_members",
    "teams",
]
