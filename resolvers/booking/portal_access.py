"""Step 1: whether the booker may enter the portal and its booking pages, and book for whom."""

from __future__ import annotations

from access.mask import Code as Denied
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.PORTAL_ACCESS
LATER = (Denied.MEMBERS_ONLY, Denied.CONTACTS_ONLY, Denied.CUSTOMER_SUSPENDED)
"""What an action may be refused for that is a matter of the steps to come."""

CAN_BOOK = "can-book"
CAN_BOOK_FOR_TEAM = "can-book-for-team"


def portal_access(situation: Situation) -> Refusal | None:
    """Refuse where the door is closed, and whoever may not book, or not for these people."""
    code = _door(situation) or _permission(situation)
    if code is None:
        return None
    action = situation.before[0].lifted
    own_words = code in (Code.LOGIN_REQUIRED, Code.BOOKINGS_DISABLED) and action.action is not None
    return refuse(STEP, code, action.else_say if own_words else None)


def _door(situation: Situation) -> Code | None:
    answers = situation.before[0].lifted
    doors = (answers.portal, answers.section, answers.action)
    if Denied.LOGIN_REQUIRED in doors or situation.booker.customer is None:
        return Code.LOGIN_REQUIRED
    if answers.portal not in (None, Denied.CONTRACT_FROZEN):
        return Code.PORTAL_ACCESS
    if answers.section is Denied.FEATURE_OFF:
        return Code.BOOKINGS_DISABLED
    if answers.section not in (None, Denied.CONTRACT_FROZEN):
        return Code.SECTION_CLOSED
    if answers.action not in (None, Denied.CONTRACT_FROZEN, *LATER):
        return Code.BOOKINGS_DISABLED
    return None


def _permission(situation: Situation) -> Code | None:
    if CAN_BOOK not in situation.booker.rights:
        return Code.NO_BOOKING_PERMISSION
    return None if situation.mates else Code.NOT_TEAM_BOOKER
