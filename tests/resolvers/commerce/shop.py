"""A house whose store sells things, and the people who want them."""

from __future__ import annotations

from typing import Any

from access.viewer import Viewer
from store.databases import Database
from tests.resolvers.booking.house import MITTE, House, policies
from tests.store.rows import NETWORK

PURCHASE = """
mutation Buy($input: PurchaseProductInput!) {
  purchaseProduct(input: $input) {
    charge {
      id kind description quantity unitPrice { amount currency } total { amountMinor }
      owedDate fromDate untilDate customer { id } product { id } invoice { id }
      subscription { startDate nextDate }
    }
    errors { code field message }
  }
}
"""


class Shop(House):
    """Rows of one store, and the asking."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.desk = self.plan()

    def product(self, name: str = "Locker", **values: Any) -> int:
        """Add a product that costs 12.00 EUR, once."""
        return self.rows.add(
            "products", **{"name": name, "price_minor": 1200, "available_as": "one-off", **values}
        )

    def member(self, *, rights: tuple[str, ...] = ("can-purchase",), frozen: bool = False) -> int:
        """Add a customer with a contract here who may buy."""
        return self.person(self.desk, rights=rights, frozen=(self.desk,) if frozen else ())

    def contact(self, *, rights: tuple[str, ...] = ("can-purchase",)) -> int:
        """Add a customer without a contract who may buy."""
        return self.person(rights=rights)

    def staff(self, *roles: str, at: str = MITTE) -> Viewer:
        """Return somebody of the staff who is no customer, and holds *roles* at a location."""
        login = self.rows.add("logins", email="-".join((*roles, at)), password_hash="-")
        return Viewer(
            NETWORK, None, staff=frozenset((role, at) for role in roles), login=login
        )

    async def buy(
        self,
        who: int | Viewer | None,
        product: int | str,
        *,
        rules: tuple[tuple[str, str], ...] = (),
        portal: str = MITTE,
        **given: Any,
    ) -> Any:
        """Buy, and return the payload."""
        wanted = {
            "productId": product if isinstance(product, str) else f"Product:{product}", **given
        }
        return await self.done(PURCHASE, who, wanted, rules=rules, portal=portal)

    async def done(
        self,
        query: str,
        who: int | Viewer | None,
        given: dict[str, Any],
        *,
        rules: tuple[tuple[str, str], ...] = (),
        portal: str = MITTE,
        **further: Any,
    ) -> Any:
        """Carry out a mutation as a customer, as staff or as nobody; return the payload."""
        asker = {"viewer": who} if isinstance(who, Viewer) else {"customer": who}
        answer = await self.ask(
            query,
            variables={"input": given},
            policies=policies(*rules),
            portal=portal,
            **asker,
            **further,
        )
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        return payload


def codes(payload: Any) -> list[str]:
    """Return the codes of a payload's errors."""
    return [each["code"] for each in payload["errors"]]
