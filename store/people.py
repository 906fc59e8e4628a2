"""Who signs in: logins, their sessions, and what staff may do where."""

from __future__ import annotations

from store.metadata import (
    dated,
    instant,
    located,
    network_table,
    number,
    reference,
    text,
    unique,
)

logins = network_table(
    "logins",
    text("email"),
    text("email_folded"),
    text("password_hash"),
    instant("disabled_at", null=True),
    instant("unverified_since", null=True),
    unique("email_folded"),
)
"""One address and one password; it may own several customers, and staff grants.

`unverified_since` is set where nobody has shown yet that the address is theirs.
"""

login_identities = network_table(
    "login_identities",
    reference("login_id", "logins"),
    text("issuer"),
    text("subject"),
    instant("linked_at"),
    unique("issuer", "subject"),
    unique("login_id", "issuer"),
)
"""Who a login is to an identity provider (OpenID Connect's `iss` and `sub`); one each."""

sessions = network_table(
    "sessions",
    reference("login_id", "logins"),
    reference("customer_id", "customers", null=True),
    instant("created_at"),
    instant("expires_at"),
    instant("revoked_at", null=True),
    text("staff"),
    number("writes", null=True, least=None),
)
"""A sign-in; `staff` keeps the grants of that moment as JSON, `[[role, location], …]`.

`writes` is what copies of the database are compared by, see `store.write_marks`.
"""

staff_grants = network_table(
    "staff_grants",
    reference("login_id", "logins", then=["from_at"]),
    text("role"),
    located(),
    dated(),
)
"""A role of `policies/staff.yaml`, held at a location and below it."""
