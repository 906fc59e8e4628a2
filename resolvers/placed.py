"""Tables whose rows have no location of their own: they stand where their parent stands."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from store.crm import crm_boards, crm_cards
from store.customer_files import emergency_contacts, health_entries
from store.customers import customers, profile_tags, profiles
from store.teams import team_members, teams


def placed(table: sa.Table, parent: sa.Table, key: str, **parent_columns: str) -> sa.Table:
    """Return the rows of *table* with the location of the parent that *key* names.

    *parent_columns* are further columns of the parent, each under a name of its own. The planner
    only takes aliases of what it gets, so a select is as good as a table.
    """
    columns = {"location_id": "location_id", **parent_columns}
    taken = [parent.c[column].label(name) for name, column in columns.items()]
    parent_of = sa.and_(parent.c.network_id == table.c.network_id, parent.c.id == table.c[key])
    joined = sa.select(*table.c, *taken).select_from(table.join(parent, parent_of))
    return cast(sa.Table, joined.subquery(f"placed_{table.name}"))


TEAM_MEMBERS = placed(team_members, teams, "team_id", team_published="published")
PROFILE_TAGS = placed(profile_tags, profiles, "profile_id", owner_id="customer_id")
EMERGENCY_CONTACTS = placed(emergency_contacts, customers, "customer_id")
HEALTH_ENTRIES = placed(health_entries, customers, "customer_id")
CRM_CARDS = placed(crm_cards, crm_boards, "board_id")
