"""Presenting somebody as a teacher, and giving teachers their sign-in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import GIVE_SIGN_IN, PRESENT_TEACHER
from resolvers.audit import audit
from resolvers.dated import Dated
from resolvers.desk.archived import why_not_for
from resolvers.desk.finding import Held, hold_visible_customer
from resolvers.desk.logins import (
    LOOKALIKE,
    give_login,
    login_for_address,
    make_password,
    signing_in,
)
from resolvers.desk.teacher_rows import (
    TeacherRow,
    find_teacher,
    write_teacher,
)
from resolvers.desk.values import MOST_NOTES, name_complaint, text_complaint
from resolvers.refusals import error, refused
from store.audit_trail import Change
from store.people import staff_grants

GRANTS = Dated(staff_grants, "login_id", "role", "location_id")

NO_TEACHER = error("NOT_FOUND", "This customer is not presented as a teacher.", "customerId")
UNKNOWN_ROLE = error("INVALID_VALUE", "There is no such role.", "role")
TOO_MUCH = error("NOT_ALLOWED", "A role can be given by whoever holds all that it permits.", "role")
NO_ADDRESS = error("INVALID_VALUE", "This customer has no e-mail address.", "customerId")


async def present_teacher(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Present a customer as a teacher of their home, or change how they are presented.

    Whoever is archived can be taken off show, and not be put on it.
    """
    given = arguments["input"]
    held = await hold_visible_customer(work, given, PRESENT_TEACHER)
    if not isinstance(held, Held):
        return refused([held])
    network = work.tree.root(work.portal)
    found = await find_teacher(work.connection, network, held.id)
    key, before = (None, None) if found is None else found
    name = held.row.full_name if before is None else before.name
    row = before or TeacherRow(held.id, held.row.location_id, name, None, published=True)
    if given.get("name") is not None:
        if complaint := name_complaint(given["name"]):
            return refused([error("INVALID_VALUE", complaint, "name")])
        row = replace(row, name=given["name"].strip())
    if "summary" in given:
        if complaint := text_complaint(given["summary"], MOST_NOTES):
            return refused([error("INVALID_VALUE", complaint, "summary")])
        row = replace(row, summary=given["summary"])
    if given.get("published") is not None:
        row = replace(row, published=given["published"])
    if row.published and (problem := await why_not_for(work, held.id)):
        return refused([problem])
    teacher = await write_teacher(work.connection, network, key, row)
    columns = None if before is None else before.columns()
    change = Change(
        PRESENT_TEACHER, row.location_id, "Teacher", teacher, columns, row.columns()
    )
    await audit(work, change)
    return Outcome(values={"errors": []}, records={"teacher": teacher})


async def give_teacher_sign_in(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Give a teacher a role of staff at the location that presents them, and a login for it.

    Nobody gives what they do not hold: each permission of the role has to be the giver's there.
    Where the address signs in already, that login gets the role and keeps its password; the answer
    is the same, as whether it does may be known at a house of which the viewer knows nothing.
    """
    given = arguments["input"]
    held = await hold_visible_customer(work, given, GIVE_SIGN_IN)
    if not isinstance(held, Held):
        return refused([held])
    if problem := await why_not_for(work, held.id):
        return refused([problem])
    network = work.tree.root(work.portal)
    found = await find_teacher(work.connection, network, held.id)
    if found is None:
        return refused([NO_TEACHER])
    teacher, row = found
    if problem := _why_not(work, given["role"], row.location_id):
        return refused([problem])

    login, password = held.row.login_id, None
    if login is None:
        if not held.row.email:
            return refused([NO_ADDRESS])
        password, kept = work.known
        login = await login_for_address(
            work.connection, network, held.row.email, kept, work.now
        )
        if login is None:
            return refused([LOOKALIKE])
        await give_login(work.connection, network, held.id, login)
    role = {"login_id": login, "role": given["role"], "location_id": row.location_id}
    if not await GRANTS.holding(work, **role):
        await GRANTS.begin(work, "teaches here", **role)
    await audit(work, Change(GIVE_SIGN_IN, row.location_id, "Teacher", teacher, None, role))
    email = await signing_in(work.connection, network, login, held.row.email)
    values: dict[str, Any] = {"errors": [], "email": email, "password": password}
    return Outcome(values=values, records={"teacher": teacher})


def _why_not(work: Work, role: str, location: str) -> dict[str, Any] | None:
    rules = work.policies.rules_at(location, work.now)
    if role not in rules.roles:
        return UNKNOWN_ROLE
    return None if rules.roles[role] <= rules.permissions_here(work.viewer) else TOO_MUCH


PRESENT_A_TEACHER = Mutation(present_teacher, records={"teacher": "Teacher"})
GIVE_A_TEACHER_SIGN_IN = Mutation(
    give_teacher_sign_in, records={"teacher": "Teacher"}, before=make_password
)
