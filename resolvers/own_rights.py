"""Which right of their own a customer needs for an action, besides what the policies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from access.questions import Kind, Question
from resolvers.actions import CHANGE_BOOKING, COMMENT, CREATE_BOOKING, POST, PURCHASE
from resolvers.booking.portal_access import CAN_BOOK
from resolvers.commerce.purchase_rules import CAN_PURCHASE
from resolvers.community.texts import CAN_JOIN_IN

NEEDED: Mapping[str, str] = {
    CHANGE_BOOKING: CAN_BOOK,
    COMMENT: CAN_JOIN_IN,
    CREATE_BOOKING: CAN_BOOK,
    POST: CAN_JOIN_IN,
    PURCHASE: CAN_PURCHASE,
}
"""By action. Staff give these rights to single customers and take them, see `desk.rights`."""


def with_right(question: Question) -> Question:
    """Return *question* as one about customers and their own rights, where it is about an action
    that needs one.
    """
    if question.kind is not Kind.ACTION or question.name not in NEEDED:
        return question
    return replace(question, right=NEEDED[question.name])
