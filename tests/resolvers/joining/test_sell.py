"""Staff sell plans, on both databases, under the real policies."""

from __future__ import annotations

from typing import Any

import orjson

from resolvers.commerce.billing_round import bill_all
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import MITTE, policies
from tests.resolvers.desk.conftest import ALFAMA, Studio, _studio  # noqa: F401
from tests.store.rows import NOW

SELL = """
mutation S($input: SellPlanInput!) {
  sellPlan(input: $input) {
    contract {
      id state startDate renewalDate price { amount } team { name } location { id }
      customer { name membership }
    }
    errors { code field }
  }
}
"""


class Counter:
    """Pia, a contact of Mitte who may buy, and a plan there which nobody may choose alone."""

    def __init__(self, studio: Studio) -> None:
        self.studio, add = studio, studio.rows.add
        self.pia = studio.rows.customer(full_name="Pia", email="pia@house.test", location_id=MITTE)
        add("customer_rights", customer_id=self.pia, right="can-purchase")
        self.plan = self.add_plan("Kiln")
        self.asked = {"customerId": f"Customer:{self.pia}", "planId": self.plan}

    def add_plan(self, name: str, **values: Any) -> str:
        """Add a plan of a month at Mitte; return its id."""
        usual = {"key": "hot-desk", "invoice_every_months": 1, "price_minor": 4900, "visible": True}
        row = {**usual, "location_id": MITTE, **values}
        key = self.studio.rows.add("plans", name=name, **row)
        return f"Plan:{key}"

    async def built(self) -> Counter:
        """Write what was added."""
        await self.studio.rows.write(self.studio.database)
        return self


async def test_a_sold_plan_makes_a_member(studio: Studio) -> None:
    """In the same answer, billed like one that was chosen; sent twice it is sold once."""
    counter = await Counter(studio).built()
    asked = {**counter.asked, "idempotencyKey": "k"}
    payload = await studio(SELL, **asked)
    again = await studio(SELL, **asked)
    assert again == payload
    assert payload["contract"].pop("id").startswith("Contract:")
    assert payload == {
        "contract": {
            "state": "ACTIVE",
            "startDate": "2026-11-22",
            "renewalDate": "2026-11-22",
            "price": None,
            "team": None,
            "location": {"id": "Location:berlin-mitte"},
            "customer": {"name": "Pia", "membership": "MEMBER"},
        },
        "errors": [],
    }
    ((action, login, after),) = await studio.stored(
        "select action, login_id, after from audit_entries"
    )
    assert (action, login) == ("store.sell-plan", studio.login)
    assert orjson.loads(after)["customer_id"] == counter.pia
    for expected in ([4900], []):
        report = await bill_all(studio.database, policies(), [MITTE], NOW)
        assert [each.total_minor for each in report.issued] == expected


async def test_a_plan_can_begin_later_and_be_for_a_team(studio: Studio) -> None:
    """Until its day the customer stays a contact; the team is one that they are in."""
    counter = Counter(studio)
    team = studio.rows.add("teams", name="Potters", location_id=MITTE)
    studio.rows.add("team_members", team_id=team, customer_id=counter.pia, role="paying-member")
    other = studio.rows.add("teams", name="Weavers", location_id=MITTE, published=True)
    await counter.built()
    payload = await studio(
        SELL, **counter.asked, startDate="2026-12-01", teamId=f"Team:{team}"
    )
    assert payload["contract"]["state"] == "SCHEDULED"
    assert payload["contract"]["team"] == {"name": "Potters"}
    assert payload["contract"]["customer"]["membership"] == "CONTACT"
    for given, wrong in (
        ({"startDate": "2026-11-21"}, ("INVALID_VALUE", "startDate")),
        ({"startDate": "2027-11-24"}, ("INVALID_VALUE", "startDate")),
        ({"teamId": f"Team:{other}"}, ("INVALID_VALUE", "teamId")),
        ({"teamId": "Team:9"}, ("NOT_FOUND", "teamId")),
    ):
        assert codes(await studio(SELL, **counter.asked, **given)) == [wrong]


async def test_to_whom_and_by_whom_none_is_sold(studio: Studio) -> None:
    """What customers may not buy, staff do not sell them; nor whoever may not sell there."""
    counter = Counter(studio)
    gone = counter.add_plan("Gone", archived=True)
    far = counter.add_plan("Far", location_id=ALFAMA)
    otto = studio.rows.customer(full_name="Otto", location_id=MITTE)
    studio.rows.add("customer_rights", customer_id=otto, right="can-purchase")
    studio.rows.add("customer_suspensions", customer_id=otto)
    await counter.built()
    network = studio.staff("front-desk", "harbour")
    for viewer, given, wrong in (
        (None, {"customerId": f"Customer:{studio.ada}"}, ("NO_PURCHASE_PERMISSION", "customerId")),
        (None, {"customerId": f"Customer:{otto}"}, ("CUSTOMER_SUSPENDED", "customerId")),
        (None, {"customerId": f"Customer:{studio.nuno}"}, ("NOT_FOUND", "customerId")),
        (None, {"planId": gone}, ("NOT_OFFERED", "planId")),
        (None, {"planId": far}, ("NOT_FOUND", "planId")),
        (network, {}, ("NOT_ALLOWED", None)),
    ):
        payload = await studio(SELL, viewer, **{**counter.asked, **given})
        assert codes(payload) == [wrong], given
    held = await studio.stored(f"select count(*) from contracts where customer_id = {counter.pia}")
    assert held == [(0,)]
