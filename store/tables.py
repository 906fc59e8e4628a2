"""All tables of the store by name; importing it completes the metadata."""

from __future__ import annotations

from store.activities import activities, activity_terms, teachers
from store.api_keys import api_keys
from store.audit import audit_entries, idempotency_keys
from store.auto_pay import contract_auto_pay
from store.benefits import (
    booking_terms,
    credit_pools,
    credit_uses,
    money_uses,
    plan_benefits,
)
from store.charges import charges, invoice_series, subscriptions
from store.content import (
    article_plans,
    articles,
    event_attendees,
    event_plans,
    event_resources,
    event_tickets,
    events,
    faq_plans,
    faqs,
    perk_plans,
    perks,
)
from store.contracts import contract_holds, contracts, freezes, plan_terms, plans
from store.crm import crm_boards, crm_cards, crm_stages
from store.customer_files import (
    customer_barcodes,
    customer_checks,
    customer_consents,
    emergency_contacts,
    health_entries,
)
from store.customer_groups import customer_groups
from store.customer_products import customer_products, product_uses
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
from store.discussion import board_posts, discussion_boards, post_comments
from store.happenings import happenings
from store.help_desk import help_messages, help_tickets
from store.invoices import invoice_lines, invoices
from store.letters import letters, one_time_tokens
from store.metadata import metadata
from store.payments import payment_events, payment_methods, payments
from store.people import login_identities, logins, sessions, staff_grants
from store.policy_sets import policy_activations, policy_sets
from store.products import (
    product_activities,
    product_categories,
    product_grants,
    product_plans,
    products,
)
from store.resources import (
    booking_rule_plans,
    booking_rules,
    bookings,
    resource_exceptions,
    resource_links,
    resource_plans,
    resource_rates,
    resource_slots,
    resource_teams,
    resource_types,
    resources,
)
from store.sign_in_attempts import sign_in_attempts
from store.suspensions import suspension_causes
from store.teams import team_members, teams

__all__ = [
    "activities",
    "activity_terms",
    "api_keys",
    "article_plans",
    "articles",
    "audit_entries",
    "board_posts",
    "booking_rule_plans",
    "booking_rules",
    "booking_terms",
    "bookings",
    "charges",
    "contract_auto_pay",
    "contract_holds",
    "contracts",
    "credit_pools",
    "credit_uses",
    "crm_boards",
    "crm_cards",
    "crm_stages",
    "customer_access",
    "customer_archivings",
    "customer_barcodes",
    "customer_checks",
    "customer_consents",
    "customer_groups",
    "customer_locations",
    "customer_products",
    "customer_rights",
    "customer_suspensions",
    "customers",
    "discussion_boards",
    "emergency_contacts",
    "event_attendees",
    "event_plans",
    "event_resources",
    "event_tickets",
    "events",
    "faq_plans",
    "faqs",
    "freezes",
    "happenings",
    "health_entries",
    "help_messages",
    "help_tickets",
    "idempotency_keys",
    "invoice_lines",
    "invoice_series",
    "invoices",
    "letters",
    "login_identities",
    "logins",
    "metadata",
    "money_uses",
    "one_time_tokens",
    "payment_events",
    "payment_methods",
    "payments",
    "perk_plans",
    "perks",
    "plan_benefits",
    "plan_terms",
    "plans",
    "policy_activations",
    "policy_sets",
    "post_comments",
    "product_activities",
    "product_categories",
    "product_grants",
    "product_plans",
    "product_uses",
    "products",
    "profile_tags",
    "profiles",
    "resource_exceptions",
    "resource_links",
    "resource_plans",
    "resource_rates",
    "resource_slots",
    "resource_teams",
    "resource_types",
    "resources",
    "sessions",
    "sign_in_attempts",
    "staff_grants",
    "subscriptions",
    "suspension_causes",
    "teachers",
    "team_members",
    "teams",
]
