"""Staff register customers; who is known elsewhere stays unknown to whoever may not see them."""

from __future__ import annotations

from typing import Any

import orjson

from access.viewer import Viewer
from tests.resolvers.asking import codes
from tests.resolvers.desk.conftest import ALFAMA, Studio

REGISTER = """
mutation R($input: RegisterCustomerInput!) {
  registerCustomer(input: $input) {
    customer {
      name kind email companyName location { id } membership registeredAt
      canBook canBookForTeam canPurchase canUseCommunity portalAccess
    }
    errors { code field }
  }
}
"""
PIA = {"name": " Pia Roth ", "email": "pia@house.test "}


async def test_a_person_is_registered_where_the_portal_is(studio: Studio) -> None:
    """As a contact without access, with the location's rights, and in the trail."""
    payload = await studio(REGISTER, **PIA)
    assert payload == {
        "customer": {
            "name": "Pia Roth",
            "kind": "INDIVIDUAL",
            "email": "pia@house.test",
            "companyName": None,
            "location": {"id": "Location:berlin-mitte"},
            "membership": "CONTACT",
            "registeredAt": "2026-11-22T12:00:00Z",
            "canBook": True,
            "canBookForTeam": False,
            "canPurchase": True,
            "canUseCommunity": True,
            "portalAccess": False,
        },
        "errors": [],
    }
    rights = await studio.stored("select distinct by_whom, why, until_at from customer_rights")
    assert rights == [(f"login {studio.login}", "registered", None)]
    ((action, before, after),) = await studio.stored(
        "select action, before, after from audit_entries"
    )
    assert (action, before) == ("customers.register", None)
    assert orjson.loads(after)["full_name"] == "Pia Roth"


async def test_null_is_as_good_as_left_out(studio: Studio) -> None:
    """A client may write out every variable that it knows."""
    optional = dict.fromkeys(["kind", "locationId", "companyName", "dateOfBirth", "notes"])
    payload = await studio(REGISTER, **PIA, **optional)
    assert codes(payload) == []
    assert payload["customer"]["kind"] == "INDIVIDUAL"


async def test_a_company_has_a_name_and_somebody_to_talk_to(studio: Studio) -> None:
    """The person's name and address are the customer's; without the company's name it is none."""
    nameless = await studio(REGISTER, **PIA, kind="COMPANY", companyName=" ")
    assert codes(nameless) == [("INVALID_VALUE", "companyName")]
    company = await studio(REGISTER, **PIA, kind="COMPANY", companyName="Roth & Söhne")
    assert company["customer"]["kind"] == "COMPANY"
    assert company["customer"]["companyName"] == "Roth & Söhne"
    assert company["customer"]["name"] == "Pia Roth"


async def test_an_address_is_known_to_whoever_may_see_it(studio: Studio) -> None:
    """In any spelling; said to be meant, it is kept. Nuno is of another house, and unknown here."""
    again = {"name": "Ada N.", "email": "ADA@house.test"}
    assert codes(await studio(REGISTER, **again)) == [("ALREADY_REGISTERED", "email")]
    meant = await studio(REGISTER, **again, anotherProfile=True)
    assert meant["errors"] == []

    elsewhere = await studio(REGISTER, name="N. Reis", email="nuno@house.test")
    assert elsewhere["errors"] == []
    both = studio.staff(place="harbour")
    seen = await studio(REGISTER, both, name="N. Reis", email="nuno@house.test")
    assert codes(seen) == [("ALREADY_REGISTERED", "email")]


async def test_an_address_that_staff_may_not_read_is_not_told(studio: Studio) -> None:
    """Seeing that somebody takes part in something is not seeing how to reach them."""
    blind = Viewer(
        "harbour",
        None,
        staff=frozenset({("clerk", "berlin-mitte")}),
        login=studio.login,
    )
    payload = await studio(
        REGISTER,
        blind,
        (("roles:\n", "roles:\n  clerk: [events.read, customers.write]\n"),),
        name="Ada",
        email="ada@house.test",
    )
    assert payload["errors"] == []


WRONG: tuple[tuple[dict[str, Any], str, str | None], ...] = (
    ({"name": " "}, "INVALID_VALUE", "name"),
    ({"email": "nobody"}, "INVALID_VALUE", "email"),
    ({"dateOfBirth": "2026-11-23"}, "INVALID_VALUE", "dateOfBirth"),
    ({"preferredLanguage": "xx"}, "INVALID_VALUE", "preferredLanguage"),
    ({"locationId": "Location:nowhere"}, "NOT_FOUND", "locationId"),
    ({"locationId": "Location:plenum"}, "NOT_FOUND", "locationId"),
    ({"locationId": "Customer:1"}, "NOT_FOUND", "locationId"),
    ({"locationId": f"Location:{ALFAMA}"}, "NOT_ALLOWED", None),
)


async def test_what_cannot_be_registered(studio: Studio) -> None:
    """Values, and locations where the viewer is no such staff; nothing is kept."""
    for given, code, field in WRONG:
        assert codes(await studio(REGISTER, **{**PIA, **given})) == [(code, field)], given
    assert await studio.stored("select count(*) from customers") == [(2,)]


async def test_registering_takes_the_permission(studio: Studio) -> None:
    """A front desk looks customers up, and a customer registers nobody."""
    own = Viewer("harbour", studio.ada, home="berlin-mitte", login=studio.login)
    for viewer in (studio.staff("front-desk"), studio.staff("centre-desk"), own):
        assert codes(await studio(REGISTER, viewer, **PIA)) == [("NOT_ALLOWED", None)]
