"""Whom a booking is for, and in whose name the rules are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from planning.ids import global_id, record_key
from planning.lookups import find_visible
from planning.mutations import Work
from resolvers.actions import BOOK_FOR_CUSTOMER
from resolvers.commerce.buyers import UNKNOWN_CUSTOMER, as_of_now
from resolvers.customers import CUSTOMER
from resolvers.desk.archived import why_not_for
from resolvers.refusals import not_allowed

NOBODY = -1
"""No customer's id: a person that an id does not name is nobody's mate."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who books, and for whom.

    `customer` whose booking it becomes
    `booker`   the customer who books; where staff do, the one they book for
    `asking`   the work in the booker's name: the nine rules are asked about its viewer
    `online`   whether the booker does it themselves
    """

    customer: int
    booker: int
    asking: Work
    online: bool = True


def may_have_party(work: Work, given: dict[str, Any]) -> bool:
    """Whether there is anybody to book for: the viewer, or a customer whom staff name."""
    is_staffs = work.viewer.is_staff and given.get("forCustomerId") is not None
    return work.viewer.customer is not None or is_staffs


async def find_party(work: Work, given: dict[str, Any], place: str) -> Party | dict[str, Any]:
    """Find out who books a resource at *place* for whom; or return what is wrong.

    Staff with the permission where the resource is book for customers whom they see, by the rules
    that hold for these. Everybody else books for themselves or, if the rules let them, for mates.
    """
    asked, own = given.get("forCustomerId"), work.viewer.customer
    if own is not None and asked in (None, global_id(CUSTOMER.name, own)):
        return Party(own, own, work)
    decision = work.policies.decide(BOOK_FOR_CUSTOMER, work.viewer, place, work.now)
    customer = await find_visible(work, CUSTOMER, asked) if decision else None
    if customer is not None:
        if problem := await why_not_for(work, customer, "forCustomerId"):
            return problem
        return Party(customer, customer, await in_the_name_of(work, customer), online=False)
    if own is None:
        return UNKNOWN_CUSTOMER if decision else not_allowed(decision)
    return Party(key_of_record(asked, CUSTOMER.name), own, work)


async def in_the_name_of(work: Work, customer: int) -> Work:
    """Return the work as if the customer did it: what is asked of the viewer is asked of them."""
    return replace(work, viewer=await as_of_now(work, customer))


def key_of_record(given: object, type_name: str) -> int:
    """Return the row id that a global id of the type names; nobody's where it names none."""
    key = record_key(given, type_name)
    return NOBODY if key is None else key
