"""Changing one's own profile: the only profile that this work can reach is the viewer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import UPDATE_PROFILE
from resolvers.profile_rows import OwnValues, read_own, write_own
from resolvers.profile_values import problems_in
from resolvers.refusals import error, not_allowed, refused

NO_PROFILE = error("NOT_ALLOWED", "Only customers have a profile.")


async def update_my_profile(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change what was given, and leave the rest as it is."""
    decision = work.decide(UPDATE_PROFILE)
    if not decision:
        return refused([not_allowed(decision)])
    customer = work.viewer.customer
    if customer is None:
        return refused([NO_PROFILE])
    given = arguments["input"]
    problems = list(problems_in(given, work.tree[work.portal].languages))
    if problems:
        return refused(problems)
    network = work.tree.root(work.portal)
    values = changed(await read_own(work.connection, network, customer), given)
    profile = await write_own(work.connection, network, customer, values)
    return Outcome(values={"errors": []}, records={"profile": profile, "customer": customer})


def changed(values: OwnValues, given: Mapping[str, Any]) -> OwnValues:
    """Return *values* with what was given in their place."""
    if "displayName" in given:
        values = replace(values, display_name=given["displayName"].strip())
    if "summary" in given:
        values = replace(values, summary=given["summary"])
    if "website" in given:
        values = replace(values, website=given["website"])
    if "preferredLanguage" in given:
        values = replace(values, preferred_language=given["preferredLanguage"])
    if "published" in given:
        values = replace(values, published=given["published"])
    return values


UPDATE_MY_PROFILE = Mutation(
    update_my_profile, records={"profile": "Profile", "customer": "Customer"}
)
