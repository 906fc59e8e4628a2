"""Staff present teachers and give them their sign-in; nobody gives what they do not hold."""

from __future__ import annotations

from access.viewer import Viewer
from tests.resolvers.desk.conftest import Studio

PRESENT = """
mutation P($input: PresentTeacherInput!) {
  presentTeacher(input: $input) {
    teacher { name summary published location { id } customer { name } }
    errors { code field }
  }
}
"""
GIVE = """
mutation G($input: GiveTeacherSignInInput!) {
  giveTeacherSignIn(input: $input) {
    teacher { name }
    email
    password
    errors { code field }
  }
}
"""
EDIT = """
mutation E($input: EditCustomerInput!) { editCustomer(input: $input) { errors { code } } }
"""
SIGN_IN = """
mutation S($input: SignInInput!) {
  signIn(input: $input) { token errors { code } }
}
"""


async def _present(studio: Studio) -> str:
    ada = f"Customer:{studio.ada}"
    await studio(PRESENT, customerId=ada)
    return ada


async def test_a_customer_is_presented_and_then_otherwise(studio: Studio) -> None:
    """At first under their own name, on show; what is left out of a change stays."""
    ada = f"Customer:{studio.ada}"
    first = await studio(PRESENT, customerId=ada, summary="Throws pots.")
    assert first == {
        "teacher": {
            "name": "Ada Nwosu",
            "summary": "Throws pots.",
            "published": True,
            "location": {"id": "Location:berlin-mitte"},
            "customer": {"name": "Ada Nwosu"},
        },
        "errors": [],
    }
    second = await studio(PRESENT, customerId=ada, name="Ada", published=False)
    assert second["teacher"]["name"] == "Ada"
    assert second["teacher"]["summary"] == "Throws pots."
    assert second["teacher"]["published"] is False
    assert await studio.stored("select count(*) from teachers") == [(1,)]
    wrong = await studio(PRESENT, customerId=ada, name=" ")
    assert wrong["errors"] == [{"code": "INVALID_VALUE", "field": "name"}]


async def test_whoever_is_archived_is_taken_off_show(studio: Studio) -> None:
    """And put on it once they are restored."""
    ada = await _present(studio)
    studio.rows.add("customer_archivings", customer_id=studio.ada)
    await studio.rows.write(studio.database)
    archived = [{"code": "INVALID_VALUE", "field": "customerId"}]
    assert (await studio(PRESENT, customerId=ada, summary="Left."))["errors"] == archived
    hidden = await studio(PRESENT, customerId=ada, published=False)
    assert (hidden["teacher"]["published"], hidden["errors"]) == (False, [])
    assert (await studio(PRESENT, customerId=ada, published=True))["errors"] == archived


async def test_a_teacher_gets_a_login_once(studio: Studio) -> None:
    """The password is told once and is good for signing in; asking again changes nothing."""
    ada = await _present(studio)
    given = await studio(GIVE, customerId=ada, role="teacher")
    assert given["email"] == "ada@house.test"
    assert given["password"] == "made-up"
    assert given["errors"] == []
    again = await studio(GIVE, customerId=ada, role="teacher")
    assert (again["password"], again["errors"]) == (None, [])
    grants = await studio.stored("select role, location_id, until_at from staff_grants")
    assert grants == [("teacher", "berlin-mitte", None)]
    signed_in = await studio(SIGN_IN, email="ada@house.test", password="made-up")
    assert signed_in["errors"] == []
    assert signed_in["token"]
    trail = await studio.stored("select after from audit_entries")
    assert not any("made-up" in after for (after,) in trail), "the trail holds no password"


async def test_who_has_a_login_is_told_its_address(studio: Studio) -> None:
    """It is not that of the customer's file, where staff have written another one since."""
    ada = await _present(studio)
    await studio(GIVE, customerId=ada, role="teacher")
    await studio(EDIT, customerId=ada, email="ADA@house.test")
    assert (await studio(GIVE, customerId=ada, role="teacher"))["email"] == "ADA@house.test"
    await studio(EDIT, customerId=ada, email="ada@elsewhere.test")
    assert (await studio(GIVE, customerId=ada, role="teacher"))["email"] == "ada@house.test"


async def test_nobody_gives_what_they_do_not_hold(studio: Studio) -> None:
    """A role that permits more than the giver may is not theirs to give."""
    ada = await _present(studio)
    for role, code in (
        ("network-admin", "NOT_ALLOWED"),
        ("house-manager", "NOT_ALLOWED"),
        ("health-officer", "NOT_ALLOWED"),
        ("wizard", "INVALID_VALUE"),
    ):
        payload = await studio(GIVE, customerId=ada, role=role)
        assert payload["errors"] == [{"code": code, "field": "role"}], role
    assert await studio.stored("select count(*) from staff_grants") == [(0,)]
    assert await studio.stored("select login_id from customers where login_id is not null") == []


async def test_only_teachers_get_one_and_only_from_who_may(studio: Studio) -> None:
    """A customer who is not presented has nothing to sign in for; a front desk gives nothing."""
    ada = f"Customer:{studio.ada}"
    early = await studio(GIVE, customerId=ada, role="teacher")
    assert early["errors"] == [{"code": "NOT_FOUND", "field": "customerId"}]
    await _present(studio)
    for viewer in (studio.staff("front-desk"), studio.staff("teacher")):
        payload = await studio(GIVE, viewer, customerId=ada, role="teacher")
        assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]
    stranger = await studio(GIVE, Viewer("harbour", None), customerId=ada, role="teacher")
    assert [error["code"] for error in stranger["errors"]] == ["NOT_FOUND"]


async def test_whether_an_address_signs_in_already_is_not_told(studio: Studio) -> None:
    """Its login gets the role and keeps its password; the answer is that for a new one."""
    ada, bea = await _present(studio), studio.rows.customer(
        full_name="Bea", email="bea@house.test", location_id="berlin-mitte"
    )
    studio.rows.add("logins", email="Ada@House.test", password_hash="theirs")
    await studio.rows.write(studio.database)
    await studio(PRESENT, customerId=f"Customer:{bea}")
    answers = [
        await studio(GIVE, customerId=each, role="teacher") for each in (ada, f"Customer:{bea}")
    ]
    assert [each.pop("email") for each in answers] == ["ada@house.test", "bea@house.test"]
    assert [each.pop("teacher")["name"] for each in answers] == ["Ada Nwosu", "Bea"]
    assert answers[0] == answers[1] == {"password": "made-up", "errors": []}
    for password, signed_in in (("made-up", False), ("theirs", True)):
        payload = await studio(SIGN_IN, email="ada@house.test", password=password)
        assert (payload["token"] is not None) is signed_in
    assert await studio.stored("select count(*) from logins") == [(3,)]
