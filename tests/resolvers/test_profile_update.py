"""Changing one's own profile, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from access.viewer import Viewer
from resolvers.profile_values import problems_in
from store.databases import Database
from tests.resolvers.asking import Asking, codes
from tests.resolvers.world import World
from tests.store.rows import Rows

UPDATE = """
mutation M($input: UpdateMyProfileInput!) {
  updateMyProfile(input: $input) {
    profile { displayName summary website published nickname }
    customer { name preferredLanguage }
    errors { code field message }
  }
}
"""


async def _update(ask: Asking, given: dict[str, Any], **who: Any) -> Any:
    answer = await ask(UPDATE, variables={"input": given}, **who)
    assert answer.keys() <= {"data", "extensions"}
    return answer["data"]["updateMyProfile"]


async def test_what_is_given_is_changed_and_the_rest_stays(world: World, ask: Asking) -> None:
    """One field at a time; null takes a text away."""
    ben = {"customer": world["ben"]}
    payload = await _update(ask, {"displayName": "  Benedict  "}, **ben)
    assert payload["errors"] == []
    assert payload["profile"] == {
        "displayName": "Benedict",
        "summary": "Draws maps.",
        "website": "https://maps.test",
        "published": True,
        "nickname": "Benny",
    }
    assert payload["customer"] == {"name": "Ben Okafor", "preferredLanguage": "de"}
    payload = await _update(
        ask, {"summary": "Maps\nand charts.", "website": None, "preferredLanguage": "en"}, **ben
    )
    assert payload["profile"]["displayName"] == "Benedict"
    assert payload["profile"]["summary"] == "Maps\nand charts."
    assert payload["profile"]["website"] is None
    assert payload["customer"]["preferredLanguage"] == "en"
    found = await ask('{ profiles(filter: { displayName: { eq: "BENEDICT" } }) { totalCount } }')
    assert found["data"]["profiles"]["totalCount"] == 1


async def test_unpublishing_hides_the_profile_at_once(world: World, ask: Asking) -> None:
    """The payload is read under the mask of afterwards: the directory shows it no more."""
    payload = await _update(ask, {"published": False}, customer=world["ben"])
    assert payload["errors"] == []
    assert payload["profile"] is None
    assert (await ask("{ profiles { totalCount } }"))["data"]["profiles"]["totalCount"] == 0
    payload = await _update(ask, {"published": True}, customer=world["ben"])
    assert payload["profile"]["displayName"] == "Ben O."


async def test_a_first_profile_is_made(database: Database, ask: Asking) -> None:
    """Whoever has none gets one, under their full name, and unpublished unless they say so."""
    rows = Rows()
    ada, other = rows.customer(full_name="Ada"), rows.customer(full_name="Eve")
    await rows.write(database)
    payload = await _update(ask, {"summary": "Counts.", "published": True}, customer=ada)
    assert payload["profile"]["displayName"] == "Ada"
    assert payload["profile"]["summary"] == "Counts."
    payload = await _update(ask, {}, customer=other)
    assert payload["errors"] == []
    assert payload["profile"] is None
    answer = await ask("{ profiles { nodes { displayName customer { name } } } }")
    assert answer["data"]["profiles"]["nodes"] == [
        {"displayName": "Ada", "customer": {"name": "Ada"}}
    ]


async def test_only_the_viewers_own_profile_is_within_reach(
    world: World, ask: Asking, database: Database
) -> None:
    """Another customer's update leaves Ben as he was."""
    rows = Rows()
    rows.add("customers", id=900_001, full_name="Eve")
    rows.add("customer_access", id=900_002, customer_id=900_001)
    await rows.write(database)
    await _update(ask, {"displayName": "Eve"}, customer=900_001)
    answer = await ask(f'{{ profile(id: "Profile:{world["profile"]}") {{ displayName }} }}')
    assert answer["data"]["profile"] == {"displayName": "Ben O."}


async def test_who_may_not(world: World, ask: Asking, database: Database) -> None:
    """Anonymous visitors, staff without a profile and suspended customers are told why."""
    given = {"displayName": "X"}
    anonymous = await _update(ask, given)
    staff = Viewer("harbour", None, staff=frozenset({("keeper", "harbour")}))
    of_staff = await _update(ask, given, viewer=staff)
    rows = Rows()
    rows.add("customer_suspensions", id=900_001, customer_id=world["ben"])
    await rows.write(database)
    suspended = await _update(ask, given, customer=world["ben"])
    codes = [payload["errors"][0]["code"] for payload in (anonymous, of_staff, suspended)]
    assert codes == ["LOGIN_REQUIRED", "LOGIN_REQUIRED", "CUSTOMER_SUSPENDED"]
    assert suspended["errors"][0]["message"] == "Not while you are suspended."
    assert suspended["profile"] is None
    answer = await ask("{ profiles { totalCount } }")
    assert answer["data"]["profiles"]["totalCount"] == 0, "suspended people are not listed"


async def test_one_wrong_value_keeps_everything_as_it_was(world: World, ask: Asking) -> None:
    """All errors are told at once, and nothing is changed."""
    payload = await _update(
        ask,
        {"displayName": " ", "website": "javascript:alert(1)", "summary": "New."},
        customer=world["ben"],
    )
    assert codes(payload) == [
        ("INVALID_VALUE", "displayName"),
        ("INVALID_VALUE", "website"),
    ]
    answer = await ask(f'{{ profile(id: "Profile:{world["profile"]}") {{ summary }} }}')
    assert answer["data"]["profile"] == {"summary": "Draws maps."}


@pytest.mark.parametrize(
    ("field", "value", "good"),
    [
        ("displayName", "A", True),
        ("displayName", "x" * 100, True),
        ("displayName", "x" * 101, False),
        ("displayName", "", False),
        ("displayName", None, False),
        ("displayName", "A\x00B", False),
        ("displayName", "A\x1bB", False),
        ("displayName", "\u200b", False),
        ("displayName", "\u202eneB", False),
        ("displayName", "李", True),
        ("summary", None, True),
        ("summary", "", True),
        ("summary", "Two\nlines", True),
        ("summary", "x" * 2000, True),
        ("summary", "x" * 2001, False),
        ("summary", "\x07", False),
        ("website", None, True),
        ("website", "https://a.test/b?c=d", True),
        ("website", "http://a.test", True),
        ("website", "javascript:alert(1)", False),
        ("website", "//a.test", False),
        ("website", "https://a b.test", False),
        ("website", 'https://a.test/"onload=', False),
        ("website", "https://a.test/\n", False),
        ("website", "https://" + "a" * 493, False),
        ("preferredLanguage", "de", True),
        ("preferredLanguage", None, True),
        ("preferredLanguage", "fr", False),
        ("preferredLanguage", "", False),
        ("published", True, True),
        ("published", False, True),
        ("published", None, False),
    ],
)
def test_values(field: str, value: Any, good: bool) -> None:
    """What can be kept, and what cannot."""
    errors = list(problems_in({field: value}, ("en", "de")))
    assert [error["field"] for error in errors] == ([] if good else [field])
