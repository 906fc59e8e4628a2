"""Archiving a customer, who is kept for the record only, and taking it back."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ARCHIVE_CUSTOMER, RESTORE_CUSTOMER
from resolvers.audit import audit
from resolvers.desk.archived import ARCHIVINGS
from resolvers.desk.coming import give_up_what_comes
from resolvers.desk.finding import Held, hold_with_reason
from store.audit_trail import Change
from store.sessions import revoke_sessions_of_customer


async def archive_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep a customer for the record only; archiving twice is archiving once.

    Nobody signs in as them or finds them in the directory, their contracts are not billed, and what
    they booked is given up. Access, rights and contracts stay as they are, for a return.
    """
    given = arguments["input"]
    held = await hold_with_reason(work, given, ARCHIVE_CUSTOMER)
    if isinstance(held, Outcome):
        return held
    if not await ARCHIVINGS.holding(work, customer_id=held.id):
        network = work.tree.root(work.portal)
        await ARCHIVINGS.begin(work, given["why"].strip(), customer_id=held.id)
        await revoke_sessions_of_customer(work.connection, network, held.id, work.now)
        await give_up_what_comes(work, held.id, ARCHIVE_CUSTOMER)
        await _keep(work, held, ARCHIVE_CUSTOMER, given, archived=True)
    return Outcome(values={"errors": []}, records={"customer": held.id})


async def restore_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let an archived customer be one again, with the access and contracts that they have.

    They sign in anew; what was given up is not booked again.
    """
    given = arguments["input"]
    held = await hold_with_reason(work, given, RESTORE_CUSTOMER)
    if isinstance(held, Outcome):
        return held
    if await ARCHIVINGS.holding(work, customer_id=held.id):
        await ARCHIVINGS.end(work, customer_id=held.id)
        await _keep(work, held, RESTORE_CUSTOMER, given, archived=False)
    return Outcome(values={"errors": []}, records={"customer": held.id})


async def _keep(
    work: Work, held: Held, action: str, given: dict[str, Any], *, archived: bool
) -> None:
    after = {"archived": archived, "why": given["why"].strip()}
    before = {"archived": not archived}
    await audit(work, Change(action, held.row.location_id, "Customer", held.id, before, after))


ARCHIVE_A_CUSTOMER = Mutation(archive_customer, records={"customer": "Customer"})
RESTORE_A_CUSTOMER = Mutation(restore_customer, records={"customer": "Customer"})
