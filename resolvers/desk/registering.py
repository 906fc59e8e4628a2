"""Registering a customer: a person, or a company with the person to talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from access.tree import Location
from planning.lookups import are_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import REGISTER_CUSTOMER
from resolvers.audit import audit
from resolvers.customers import CUSTOMER
from resolvers.desk.customer_rows import CustomerRow, insert_customer
from resolvers.desk.editing import NO_COMPANY, changed, is_nameless_company
from resolvers.desk.rights import RIGHTS
from resolvers.desk.values import problems_in
from resolvers.given_place import find_place
from resolvers.new_customers import rights_of_new
from resolvers.refusals import error, refused
from store.audit_trail import Change

KNOWN = error(
    "ALREADY_REGISTERED",
    "A customer has this e-mail address. Say `anotherProfile: true` to register one more.",
    "email",
)


async def register_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep a new customer with the rights that their home gives; they are a contact.

    Several customers may have one address, and be profiles of one login. Staff are only told of
    those whose address they see: one at a house of which they know nothing stays unknown.
    """
    given = {name: value for name, value in arguments["input"].items() if value is not None}
    home = find_place(work, given, REGISTER_CUSTOMER)
    if not isinstance(home, Location):
        return refused([home])
    row = changed(CustomerRow(home.id, "individual", "", ""), given)
    if problems := list(_problems(work, home, given, row)):
        return refused(problems)
    known = await are_visible(work, CUSTOMER, "email", row.email)
    if known and not given.get("anotherProfile"):
        return refused([KNOWN])

    network, rights = home.root, rights_of_new(home)
    customer = await insert_customer(work.connection, network, row, work.now)
    for right in rights:
        await RIGHTS.begin(work, "registered", customer_id=customer, right=right)
    after = {**row.columns(), "rights": list(rights)}
    await audit(work, Change(REGISTER_CUSTOMER, home.id, "Customer", customer, None, after))
    return Outcome(values={"errors": []}, records={"customer": customer})


def _problems(
    work: Work, home: Location, given: Mapping[str, Any], row: CustomerRow
) -> Iterator[dict[str, Any]]:
    yield from problems_in(given, home.languages, home.day(work.now))
    if is_nameless_company(row):
        yield NO_COMPANY


REGISTER_A_CUSTOMER = Mutation(register_customer, records={"customer": "Customer"})
