"""Customers, what is true of them from one moment to another, and how the directory shows them."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import (
    choice,
    dated,
    day,
    flag,
    folded,
    instant,
    located,
    network_table,
    reference,
    text,
    unique,
)

RIGHTS = ("can-book", "can-book-for-team", "can-purchase", "can-use-community")
USUAL_RIGHTS = ("can-book", "can-purchase", "can-use-community")
"""What new customers may do where nothing else is said."""

customers = network_table(
    "customers",
    located(sort=["full_name_folded", "email_folded", "registered_at"]),
    choice("customer_type", ("individual", "company")),
    folded("full_name"),
    folded("email"),
    text("phone", null=True),
    day("date_of_birth", null=True),
    text("company_name", null=True),
    text("position", null=True),
    instant("registered_at"),
    text("preferred_language", null=True),
    text("notes", null=True),
    text("access_card", null=True),
    text("pincode", null=True),
    text("health_notes", null=True),
    text("billing_name", null=True),
    text("tax_id", null=True),
    reference("login_id", "logins", null=True),
    reference("group_id", "customer_groups", null=True, then=["full_name_folded"]),
)
"""A person or company that uses the network; `location_id` is their home."""

customer_suspensions = network_table(
    "customer_suspensions",
    reference("customer_id", "customers", then=["from_at"]),
    dated(),
)

customer_archivings = network_table(
    "customer_archivings",
    reference("customer_id", "customers", then=["from_at"]),
    dated(),
)

customer_access = network_table(
    "customer_access",
    reference("customer_id", "customers", then=["from_at"]),
    dated(),
)
"""When a customer may use the portals at all."""

customer_rights = network_table(
    "customer_rights",
    reference("customer_id", "customers", then=["from_at"]),
    choice("right", RIGHTS),
    dated(),
)

customer_locations = network_table(
    "customer_locations",
    reference("customer_id", "customers", then=["from_at"]),
    located(),
    dated(),
)
"""The locations where a customer is registered, besides their home."""

profiles = network_table(
    "profiles",
    reference("customer_id", "customers"),
    located(sort=["display_name_folded"]),
    folded("display_name"),
    text("nickname", null=True),
    text("avatar", null=True),
    text("summary", null=True),
    text("website", null=True),
    text("email", null=True),
    text("phone", null=True),
    flag("published", False),
    unique("customer_id"),
)
"""A customer as the directory shows them: one each."""

profile_tags = network_table(
    "profile_tags",
    reference("profile_id", "profiles"),
    folded("tag"),
    unique("profile_id", "tag_folded"),
    sa.Index(None, "network_id", "tag_folded", "profile_id"),
)
