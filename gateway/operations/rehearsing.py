"""Rehearsals: staff ask as somebody else would; it is answered read-only, marked, and written down.

Whoever is rehearsed has to be somebody whom the asker sees, or somebody whom words describe. What
is their own shows only where the asker's permissions show it, too, see `access.rehearsing`. A past
moment is answered by the policies that were in force then, as far as those of today let it be seen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.described import NotDescribed
from access.policy_set import PolicySet
from access.tree import Location
from access.viewer import Viewer
from gateway.clock import Clock
from gateway.http.previews import Preview
from gateway.http.requests import Operation
from gateway.operations.admission import Admission
from gateway.operations.budgets import Budgets
from gateway.operations.kinds import check_kind
from gateway.operations.viewers import viewer_of
from gateway.policies.loading import Current
from gateway.refusals import Refused, bad_request
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.ids import global_id
from planning.lookups import find_visible
from planning.rehearsals import Rehearsal
from resolvers.actions import PREVIEW
from resolvers.customers import CUSTOMER
from resolvers.kept_policies import KeptPolicies, SetUnusable
from resolvers.moments import NoMoment, read_moment
from resolvers.persons import NobodyFound, Person, find_person
from store.audit_trail import Look, record_look
from store.databases import Connection, Database


@dataclass(frozen=True, slots=True)
class Stage:
    """Answers rehearsals; holds nothing that belongs to one of them."""

    engine: Engine
    database: Database
    clock: Clock
    budgets: Budgets
    kept: KeptPolicies

    async def answer(
        self, admission: Admission, operation: Operation, preview: Preview, current: Current
    ) -> Answer:
        """Answer *operation* as whoever *preview* names would be answered, to staff who may ask so.

        Raises:
            Refused: 403 where they may not; 400 where nobody is named, something would change, or
                the rules of a past moment are not kept.
            DatabaseUnavailable: where facts or rows cannot be had, or it cannot be written down.
        """
        policies, portal = current.policies, admission.portal
        if admission.session is None:
            raise _not_allowed()
        prepared = await self.engine.preparing.prepare_aside(
            operation.query, operation.name, operation.variables, size=operation.size
        )
        if isinstance(prepared, Answer):
            return prepared
        if prepared.is_mutation:
            raise Refused(
                400, "PREVIEW_READ_ONLY", "A rehearsal changes nothing.", of_the_operation=True
            )
        check_kind(prepared, safe=operation.safe)
        now = self.clock()
        when = now if preview.when is None else _moment(preview.when, portal)
        async with self.database.snapshot() as connection:
            previewer = await viewer_of(connection, admission.session, portal.root, now)
            itself = Asker(policies, previewer, portal.id, now)
            if not itself.decide(PREVIEW):
                raise _not_allowed()
            viewer = await _viewer(connection, itself, preview.viewer, when)
            then = await self._rules_at(connection, itself, when)
        rehearsal = _rehearsal(itself, viewer, preview, when, then)
        budget = self.budgets.of_operation(admission)
        asker = Asker(then, viewer, portal.id, when, rehearsal, budget=budget)
        await self._write_down(itself, asker, preview)
        if not self.engine.is_planned(prepared, asker):
            await self.engine.plan_aside(prepared, asker)
        async with self.database.snapshot() as connection:
            return await self.engine.run(prepared, connection, asker)

    async def _rules_at(
        self, connection: Connection, itself: Asker, when: dt.datetime
    ) -> PolicySet:
        """Return the policies that were in force at *when*; those of today for moments to come."""
        today: PolicySet = itself.policies
        portal = itself.portal
        if when >= itself.now:
            return today
        try:
            then = await self.kept.at(connection, today, when, itself.now)
        except SetUnusable:
            raise _not_kept("the policies of then cannot be read by this version") from None
        if then.activation is None:
            raise _not_kept("no policies are kept of that time")
        tree = then.policies.tree
        if portal not in tree or tree.root(portal) != today.tree.root(portal):
            raise _not_kept(f"this network had no `{portal}` by the policies of then")
        return then.policies

    async def _write_down(self, itself: Asker, asker: Asker, preview: Preview) -> None:
        """Keep who looks as whom; in a transaction of its own, before anything is shown."""
        previewer: Viewer = itself.viewer
        asked = {"viewer": preview.viewer, "moment": asker.now}
        look = Look(PREVIEW, asker.portal, asker.viewer.customer, asked)
        async with self.database.transaction() as connection:
            await record_look(
                connection, previewer.network, look,
                login=previewer.login, customer=previewer.customer, now=itself.now,
            )


async def _viewer(
    connection: Connection, itself: Asker, words: str, when: dt.datetime
) -> Viewer:
    """Find whom *words* name, as far as the asker sees them: the others are not there."""
    work = itself.work(connection, None)

    async def may_see(customer: int) -> bool:
        return await find_visible(work, CUSTOMER, global_id("Customer", str(customer))) is not None

    try:
        person: Person = await find_person(
            connection, itself.policies, itself.portal, words, when,
            may_see=may_see, with_history=False,
        )
    except (NotDescribed, NobodyFound) as reason:
        raise Refused(400, "PREVIEW_UNKNOWN", f"Nobody can be rehearsed: {reason}.") from None
    if person.refused is not None:
        message = f"Nobody can be rehearsed: no credential of theirs works, {person.refused}."
        raise Refused(400, "PREVIEW_UNKNOWN", message)
    return person.viewer


def _rehearsal(
    itself: Asker, viewer: Viewer, preview: Preview, when: dt.datetime, then: PolicySet
) -> Rehearsal:
    """Say who looks as whom; a person is named by their id, whatever else of them is shown."""
    name = global_id("Customer", str(viewer.customer)) if viewer.customer else preview.viewer
    told = {"viewer": name, "portal": itself.portal, "moment": when, "policies": then.hash}
    today = None if then is itself.policies else itself.policies
    return Rehearsal(itself.viewer, itself.now, told, today)


def _moment(text: str, portal: Location) -> dt.datetime:
    try:
        return read_moment(text, portal.timezone)
    except NoMoment:
        raise bad_request(
            "BAD_REQUEST",
            "`previewAs.when` is a moment of this century: 2026-10-03 or 2026-10-03T09:00.",
        ) from None


def _not_kept(reason: str) -> Refused:
    message = f"That moment cannot be rehearsed: {reason}."
    return Refused(400, "PREVIEW_NOT_KEPT", message)


def _not_allowed() -> Refused:
    return Refused(
        403, "PREVIEW_NOT_ALLOWED", "Rehearsals are for staff whom this portal permits them."
    )
