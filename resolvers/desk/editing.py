"""Editing a customer's file, and sorting the customer into a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ASSIGN_GROUP, EDIT_CUSTOMER
from resolvers.audit import audit
from resolvers.customer_groups import CUSTOMER_GROUP
from resolvers.desk.customer_rows import CustomerRow, write_customer
from resolvers.desk.finding import Held, hold_visible_customer
from resolvers.desk.values import problems_in
from resolvers.refusals import error, refused
from store.audit_trail import Change

COMPANY = "company"
UNKNOWN_GROUP = error("NOT_FOUND", "There is no such group here.", "groupId")
NO_COMPANY = error("INVALID_VALUE", "A company has a name.", "companyName")

_COLUMNS = {
    "kind": "customer_type",
    "name": "full_name",
    "email": "email",
    "phone": "phone",
    "dateOfBirth": "date_of_birth",
    "companyName": "company_name",
    "position": "position",
    "preferredLanguage": "preferred_language",
    "billingName": "billing_name",
    "taxId": "tax_id",
    "notes": "notes",
}


async def edit_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change what was given of a customer, and leave the rest as it is."""
    given = arguments["input"]
    held = await hold_visible_customer(work, given, EDIT_CUSTOMER)
    if not isinstance(held, Held):
        return refused([held])
    home = held.row.location_id
    languages = work.tree[home].languages if home in work.tree.locations else ()
    problems = list(problems_in(given, languages, work.tree[work.portal].day(work.now)))
    if problems:
        return refused(problems)
    row = changed(held.row, given)
    if given.keys() & {"kind", "companyName"} and is_nameless_company(row):
        return refused([NO_COMPANY])
    return await _keep(work, held, row, EDIT_CUSTOMER)


async def assign_customer_group(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Sort a customer into a group that the viewer sees; without one, out of all."""
    given = arguments["input"]
    held = await hold_visible_customer(work, given, ASSIGN_GROUP)
    if not isinstance(held, Held):
        return refused([held])
    group = None
    if given.get("groupId") is not None:
        group = await find_visible(work, CUSTOMER_GROUP, given["groupId"])
        if group is None:
            return refused([UNKNOWN_GROUP])
    return await _keep(work, held, replace(held.row, group_id=group), ASSIGN_GROUP)


def is_nameless_company(row: CustomerRow) -> bool:
    """Whether it is a company, and nothing says which."""
    return row.customer_type == COMPANY and not (row.company_name or "").strip()


def changed(row: CustomerRow, given: Mapping[str, Any]) -> CustomerRow:
    """Return *row* with what was given in its place; names and addresses without blanks around."""
    values = {column: given[field] for field, column in _COLUMNS.items() if field in given}
    for column in ("full_name", "email"):
        if column in values:
            values[column] = values[column].strip()
    if "customer_type" in values:
        values["customer_type"] = values["customer_type"].value  # a member of the graph's enum
    return replace(row, **values)


async def _keep(work: Work, held: Held, row: CustomerRow, action: str) -> Outcome:
    await write_customer(work.connection, work.tree.root(work.portal), held.id, row)
    before, after = held.row.columns(), row.columns()
    change = Change(action, row.location_id, "Customer", held.id, before, after)
    await audit(work, change)
    return Outcome(values={"errors": []}, records={"customer": held.id})


EDIT_A_CUSTOMER = Mutation(edit_customer, records={"customer": "Customer"})
ASSIGN_A_GROUP = Mutation(assign_customer_group, records={"customer": "Customer"})
