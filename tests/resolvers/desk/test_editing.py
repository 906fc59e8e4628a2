"""Staff edit customers and sort them into groups, where they hold the permission."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from access.viewer import Viewer
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import policies
from tests.resolvers.desk.conftest import ALFAMA, Studio
from tests.store.rows import NOW

EDIT = """
mutation E($input: EditCustomerInput!) {
  editCustomer(input: $input) {
    customer { name kind email phone dateOfBirth preferredLanguage notes }
    errors { code field message }
  }
}
"""
ASSIGN = """
mutation A($input: AssignCustomerGroupInput!) {
  assignCustomerGroup(input: $input) {
    customer { group { name } }
    errors { code field }
  }
}
"""


async def test_what_is_given_is_changed_and_the_rest_stays(studio: Studio) -> None:
    """Names without blanks around; the trail says who, before and after."""
    ada = f"Customer:{studio.ada}"
    payload = await studio(
        EDIT, customerId=ada, name=" Ada N. ", dateOfBirth="1988-02-29", notes="Left-handed."
    )
    assert payload == {
        "customer": {
            "name": "Ada N.",
            "kind": "INDIVIDUAL",
            "email": "ada@house.test",
            "phone": None,
            "dateOfBirth": "1988-02-29",
            "preferredLanguage": None,
            "notes": "Left-handed.",
        },
        "errors": [],
    }
    again = await studio(EDIT, customerId=ada, phone="+49 30 1")
    assert again["customer"]["dateOfBirth"] == "1988-02-29"
    trail = await studio.stored(
        "select action, record_type, login_id, before, after from audit_entries order by id"
    )
    assert [row[:3] for row in trail] == [("customers.edit", "Customer", studio.login)] * 2
    before, after = (orjson.loads(text) for text in trail[0][3:])
    assert (before["full_name"], after["full_name"]) == ("Ada Nwosu", "Ada N.")
    assert after["date_of_birth"] == "1988-02-29"
    folded = await studio.stored(
        f"select full_name_folded from customers where id = {studio.ada}"
    )
    assert folded == [("ada n.",)]


async def test_a_person_becomes_a_company(studio: Studio) -> None:
    """Of a name, and keeps one; and nobody becomes neither."""
    ada = f"Customer:{studio.ada}"
    nameless = {
        "code": "INVALID_VALUE", "field": "companyName", "message": "A company has a name.",
    }  # fmt: skip
    assert (await studio(EDIT, customerId=ada, kind="COMPANY"))["errors"] == [nameless]
    payload = await studio(EDIT, customerId=ada, kind="COMPANY", companyName="Nwosu Pots")
    assert payload["customer"]["kind"] == "COMPANY"
    assert (await studio(EDIT, customerId=ada, companyName=" "))["errors"] == [nameless]
    assert (await studio(EDIT, customerId=ada, kind="COMPANY", phone="1"))["errors"] == []
    neither = await studio(EDIT, customerId=ada, kind=None)
    assert [each["field"] for each in neither["errors"]] == ["kind"]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("studio-manager", None),
        ("house-manager", None),
        ("network-admin", None),
        ("front-desk", "NOT_ALLOWED"),
        ("centre-desk", "NOT_ALLOWED"),
        ("teacher", "NOT_ALLOWED"),
        ("health-officer", "NOT_ALLOWED"),
    ],
)
async def test_only_who_holds_the_permission(studio: Studio, role: str, code: str | None) -> None:
    """Whoever sees the customer and may not write is told so, and nothing is changed."""
    payload = await studio(
        EDIT, studio.staff(role), customerId=f"Customer:{studio.ada}", name="Changed"
    )
    assert [error["code"] for error in payload["errors"]] == ([] if code is None else [code])
    names = await studio.stored(
        f"select full_name from customers where id = {studio.ada}"
    )
    assert names == [("Changed" if code is None else "Ada Nwosu",)]


async def test_customers_elsewhere_and_unknown_ones_are_alike(studio: Studio) -> None:
    """Staff of one house do not find out who is a customer of another."""
    payloads = [
        await studio(EDIT, customerId=asked, name="X")
        for asked in (f"Customer:{studio.nuno}", "Customer:999", "Event:1", "")
    ]
    assert [error["code"] for error in payloads[0]["errors"]] == ["NOT_FOUND"]
    assert all(payload == payloads[0] for payload in payloads)


async def test_the_permission_counts_at_the_customers_home(studio: Studio) -> None:
    """Reading in one house and writing in another is no way to write in the first."""
    both = Viewer(
        "harbour",
        None,
        staff=frozenset({("studio-manager", "berlin-mitte"), ("front-desk", ALFAMA)}),
        login=studio.login,
    )
    payload = await studio(EDIT, both, customerId=f"Customer:{studio.nuno}", name="X")
    assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]


async def test_customers_do_not_edit_themselves_here(studio: Studio) -> None:
    """A customer changes their profile and language, with a mutation of its own."""
    own = Viewer("harbour", studio.ada, home="berlin-mitte", login=studio.login)
    payload = await studio(EDIT, own, customerId=f"Customer:{studio.ada}", notes="Nice person")
    assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("name", None),
        ("email", "nobody"),
        ("email", "a b@c"),
        ("email", None),
        ("phone", "\x00"),
        ("notes", "x" * 4001),
        ("dateOfBirth", "2026-11-23"),
        ("preferredLanguage", "xx"),
    ],
)
async def test_values_that_cannot_be_kept(studio: Studio, field: str, value: Any) -> None:
    """The error names the field, and nothing is kept."""
    ada = f"Customer:{studio.ada}"
    payload = await studio(EDIT, customerId=ada, position="New", **{field: value})
    assert codes(payload) == [
        ("INVALID_VALUE", field)
    ]
    assert await studio.stored("select count(*) from audit_entries") == [(0,)]


async def test_a_customer_is_sorted_into_a_group_and_out_again(studio: Studio) -> None:
    """One group at a time; groups of other houses are as if they were not there."""
    ada = f"Customer:{studio.ada}"
    into = await studio(ASSIGN, customerId=ada, groupId=f"CustomerGroup:{studio.regulars}")
    assert into == {"customer": {"group": {"name": "Regulars"}}, "errors": []}
    for asked in (f"CustomerGroup:{studio.faraway}", "CustomerGroup:9", "Event:1"):
        wrong = await studio(ASSIGN, customerId=ada, groupId=asked)
        assert wrong["errors"] == [{"code": "NOT_FOUND", "field": "groupId"}]
    assert (await studio(ASSIGN, customerId=ada))["customer"] == {"group": None}
    actions = await studio.stored("select action from audit_entries")
    assert actions == [("customers.assign-group",)] * 2


def test_a_centres_desk_only_reads() -> None:
    """Of all actions that staff can be permitted, its role is permitted none."""
    desk = Viewer("harbour", None, staff=frozenset({("centre-desk", "harbour")}), login=1)
    rules = policies().rules_at("berlin-mitte", NOW)
    allowed = {
        action
        for action in rules.actions
        if policies().decide(action, desk, "berlin-mitte", NOW)
    }
    assert allowed == set()
    assert rules.roles["centre-desk"] == {
        permission for permission in rules.roles["centre-desk"] if permission.endswith(".read")
    }
