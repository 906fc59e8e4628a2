"""Step 2: whether it is for members or for contacts, now and when the booking begins."""

from __future__ import annotations

from access.mask import Code as Denied
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.MEMBERSHIP


def membership(situation: Situation) -> Refusal | None:
    """Refuse contacts what is for members, and members what is for contacts.

    A member whose contracts are all frozen is a member here: that is a matter of step 4.
    """
    for standing in situation.before:
        answers = standing.lifted
        for denied, code in (
            (Denied.MEMBERS_ONLY, Code.MEMBERS_ONLY),
            (Denied.CONTACTS_ONLY, Code.CONTACTS_ONLY),
        ):
            if denied in (answers.action, answers.audience):
                member_at = situation.prospects_of(standing).member_at
                changes = member_at if code is Code.MEMBERS_ONLY else None
                return refuse(STEP, code, answers.words(denied), changes)
    return None
