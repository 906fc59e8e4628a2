"""Teams, and who belongs to them in which role from when until when."""

from __future__ import annotations

from store.metadata import (
    choice,
    dated,
    flag,
    folded,
    located,
    network_table,
    reference,
    text,
)

ROLES = ("member", "administrator", "paying-member")

teams = network_table(
    "teams",
    located(sort=["name_folded"]),
    folded("name"),
    text("summary", null=True),
    flag("published", False),
)

team_members = network_table(
    "team_members",
    reference("team_id", "teams", then=["from_at"]),
    reference("customer_id", "customers", then=["from_at"]),
    choice("role", ROLES),
    dated(),
)
"""One role of one customer in one team; an administrator need not be a member."""
