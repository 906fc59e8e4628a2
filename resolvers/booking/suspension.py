"""Step 3: whether somebody is suspended, and may not book meanwhile."""

from __future__ import annotations

from access.mask import Code as Denied
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.SUSPENSION


def suspension(situation: Situation) -> Refusal | None:
    """Refuse the suspended, whether they book or are booked for, as the policies say."""
    for standing in situation.before:
        answers = standing.thawed
        if standing.suspended and answers.says(Denied.CUSTOMER_SUSPENDED):
            words = answers.words(Denied.CUSTOMER_SUSPENDED)
            lifted_at = situation.prospects_of(standing).lifted_at
            return refuse(STEP, Code.CUSTOMER_SUSPENDED, words, lifted_at)
    return None
