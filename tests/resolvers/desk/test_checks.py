"""Staff tick off what they have seen of a customer."""

from __future__ import annotations

from tests.resolvers.desk.conftest import Studio

CHECK = """
mutation C($input: CheckCustomerInput!) {
  checkCustomer(input: $input) {
    customer { allowedEntry signatureOnFile identityVerified }
    errors { code field }
  }
}
"""


async def test_a_check_is_passed_and_taken_back(studio: Studio) -> None:
    """Each is a row with its dates and its reason; ticking twice is ticking once."""
    ada = f"Customer:{studio.ada}"
    given = {"customerId": ada, "check": "IDENTITY_VERIFIED"}
    for _ in range(2):
        payload = await studio(CHECK, **given, passed=True, why=" Passport. ")
        assert payload["customer"] == {
            "allowedEntry": False, "signatureOnFile": False, "identityVerified": True,
        }  # fmt: skip
    entry = await studio(CHECK, customerId=ada, check="ALLOWED_ENTRY", passed=True, why="Trial.")
    assert entry["customer"]["allowedEntry"] is True
    back = await studio(CHECK, **given, passed=False, why="Was somebody else's.")
    assert back["customer"]["identityVerified"] is False
    rows = await studio.stored(
        "select what, why, until_at is null from customer_checks order by id"
    )
    assert [(what, why, bool(holds)) for what, why, holds in rows] == [
        ("identity-verified", "Passport.", False), ("allowed-entry", "Trial.", True)
    ]  # fmt: skip
    trail = await studio.stored("select action, record_type from audit_entries")
    assert trail == [("customers.check", "Customer")] * 3


async def test_who_may_check(studio: Studio) -> None:
    """Staff who edit customers, at the customer's home, with a reason. Others only read."""
    given = {"check": "ALLOWED_ENTRY", "passed": True}
    for role in ("front-desk", "centre-desk", "teacher"):
        payload = await studio(
            CHECK, studio.staff(role), customerId=f"Customer:{studio.ada}", why="x", **given
        )
        assert [each["code"] for each in payload["errors"]] == ["NOT_ALLOWED"]
    stranger = await studio(CHECK, customerId=f"Customer:{studio.nuno}", why="x", **given)
    assert stranger["errors"] == [{"code": "NOT_FOUND", "field": "customerId"}]
    wordless = await studio(CHECK, customerId=f"Customer:{studio.ada}", why=" ", **given)
    assert wordless["errors"] == [{"code": "INVALID_VALUE", "field": "why"}]
