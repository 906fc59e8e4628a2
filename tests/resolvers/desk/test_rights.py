"""Staff say what a customer may do besides reading."""

from __future__ import annotations

import orjson

from tests.resolvers.desk.conftest import Studio

SET = """
mutation S($input: SetCustomerRightsInput!) {
  setCustomerRights(input: $input) {
    customer { canBook canBookForTeam canPurchase canUseCommunity }
    errors { code field }
  }
}
"""


async def test_rights_are_those_that_are_named(studio: Studio) -> None:
    """What goes on goes on as it began, what is left out ends, and nothing is overwritten."""
    ada = f"Customer:{studio.ada}"
    await studio(SET, customerId=ada, rights=["CAN_BOOK", "CAN_PURCHASE"], why="A start")
    payload = await studio(SET, customerId=ada, rights=["CAN_BOOK_FOR_TEAM", "CAN_BOOK"], why="Now")
    assert payload == {
        "customer": {
            "canBook": True,
            "canBookForTeam": True,
            "canPurchase": False,
            "canUseCommunity": False,
        },
        "errors": [],
    }
    rows = await studio.stored(
        'select "right", why, until_at is null from customer_rights order by id'
    )
    assert [(right, why, bool(open_)) for right, why, open_ in rows] == [
        ("can-book", "A start", True),
        ("can-purchase", "A start", False),
        ("can-book-for-team", "Now", True),
    ]
    same = await studio(SET, customerId=ada, rights=["CAN_BOOK", "CAN_BOOK_FOR_TEAM"], why="Same")
    assert same["errors"] == []
    trail = await studio.stored("select before, after from audit_entries order by id")
    assert [(orjson.loads(b), orjson.loads(a)) for b, a in trail] == [
        ({"rights": []}, {"rights": ["can-book", "can-purchase"], "why": "A start"}),
        (
            {"rights": ["can-book", "can-purchase"]},
            {"rights": ["can-book", "can-book-for-team"], "why": "Now"},
        ),
    ]


async def test_who_may_not_and_without_a_reason(studio: Studio) -> None:
    """A front desk gives no rights; and nobody does without saying why."""
    ada = f"Customer:{studio.ada}"
    desk = await studio(SET, studio.staff("front-desk"), customerId=ada, rights=[], why="No")
    assert [error["code"] for error in desk["errors"]] == ["NOT_ALLOWED"]
    mute = await studio(SET, customerId=ada, rights=[], why=" ")
    assert mute["errors"] == [{"code": "INVALID_VALUE", "field": "why"}]
    far = await studio(SET, customerId=f"Customer:{studio.nuno}", rights=[], why="No")
    assert far["errors"] == [{"code": "NOT_FOUND", "field": "customerId"}]
