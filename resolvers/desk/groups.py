"""The groups that staff sort customers into: made, and called otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from access.tree import Location
from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import EDIT_GROUP
from resolvers.audit import audit_row
from resolvers.customer_groups import CUSTOMER_GROUP
from resolvers.desk.editing import UNKNOWN_GROUP
from resolvers.desk.values import MOST_NOTES, name_complaint, text_complaint
from resolvers.given_place import find_place
from resolvers.refusals import error, not_allowed, refused
from resolvers.rows import insert
from store.customer_groups import customer_groups
from store.folding import fold
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it stands, or is to stand, in its table."""

    location_id: str
    name: str
    description: str | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return asdict(self)


async def create_customer_group(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Make a group that a location keeps; nobody is in it yet."""
    given = arguments["input"]
    place = find_place(work, given, EDIT_GROUP)
    if not isinstance(place, Location):
        return refused([place])
    if problems := list(_problems(given)):
        return refused(problems)
    row = _changed(GroupRow(place.id, ""), given)
    group = await insert(work.connection, customer_groups, place.root, **asdict(row))
    await audit_row(work, EDIT_GROUP, "CustomerGroup", group, None, row)
    return Outcome(values={"errors": []}, records={"group": group})


async def edit_customer_group(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change what was given of a group, and leave the rest as it is."""
    given = arguments["input"]
    group = await find_visible(work, CUSTOMER_GROUP, given["groupId"])
    if group is None:
        return refused([UNKNOWN_GROUP])
    network = work.tree.root(work.portal)
    before = GroupRow(*(await _READ.fetch(work.connection, network=network, group=group))[0])
    decision = work.policies.decide(EDIT_GROUP, work.viewer, before.location_id, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    if problems := list(_problems(given)):
        return refused(problems)
    row = _changed(before, given)
    if row != before:
        await _WRITE.fetch(
            work.connection,
            network=network,
            group=group,
            new_name=row.name,
            new_folded=fold(row.name),
            new_description=row.description,
        )
        await audit_row(work, EDIT_GROUP, "CustomerGroup", group, before, row)
    return Outcome(values={"errors": []}, records={"group": group})


def _problems(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "name" in given and (complaint := name_complaint(given["name"])):
        yield error("INVALID_VALUE", complaint, "name")
    if complaint := text_complaint(given.get("description"), MOST_NOTES):
        yield error("INVALID_VALUE", complaint, "description")


def _changed(row: GroupRow, given: Mapping[str, Any]) -> GroupRow:
    if "name" in given:
        row = replace(row, name=given["name"].strip())
    return replace(row, description=given["description"]) if "description" in given else row


_THIS = (customer_groups.c.network_id == NETWORK, customer_groups.c.id == sa.bindparam("group"))
_READ = Portable(
    lambda _: sa.select(
        customer_groups.c.location_id, customer_groups.c.name, customer_groups.c.description
    ).where(*_THIS)
)
_WRITE = Portable(
    lambda _: (
        customer_groups.update()
        .where(*_THIS)
        .values(
            name=sa.bindparam("new_name"),
            name_folded=sa.bindparam("new_folded"),
            description=sa.bindparam("new_description"),
        )
    )
)

CREATE_A_GROUP = Mutation(create_customer_group, records={"group": "CustomerGroup"})
EDIT_A_GROUP = Mutation(edit_customer_group, records={"group": "CustomerGroup"})
