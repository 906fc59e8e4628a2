"""A house whose desk and whose customers change contracts, at whatever moment a test sets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson

from access.viewer import Viewer
from resolvers.commerce.billing_round import bill_all
from store.databases import Database
from tests.resolvers import asking
from tests.resolvers.booking.house import MITTE, House, policies
from tests.store.rows import NETWORK, NOW

D = dt.date.fromisoformat
_ANSWERED = """
    contract { state cancellationDate nextPlan { name } freezes { fromDate untilDate endsAt } }
    errors { code field message }
"""


def _mutation(name: str) -> str:
    kind = name[0].upper() + name[1:]
    return f"mutation M($input: {kind}Input!) {{ {name}(input: $input) {{ {_ANSWERED} }} }}"


FREEZE, UNFREEZE, END, CONTINUE, CHANGE = (
    _mutation(name)
    for name in (
        "freezeContract", "unfreezeContract", "endContract", "continueContract", "changePlan"
    )
)  # fmt: skip


class FrontDesk(House):
    """Ada has a contract of 1 October at Mitte, of 300.00 EUR a month, billed until December."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.now = NOW
        self.login = self.rows.add("logins", email="staff@house.test", password_hash="-")
        self.ada = self.person()
        self.desk = self.offer("Hot Desk")

    def offer(self, name: str, **values: Any) -> int:
        """Add a monthly plan with a month's notice, and freezes of two cycles, twice a year."""
        usual = {"invoice_every_months": 1, "can_be_paused": True, "visible": True}
        plan = self.plan(name=name, **{**usual, "price_minor": 30000, **values})
        self.rows.add(
            "plan_terms", plan_id=plan, notice_days=30, may_end=True, may_change=True,
            freeze_cycles=2, freezes_a_year=2,
        )  # fmt: skip
        return plan

    def contract(self, plan: int | None = None, **values: Any) -> int:
        """Add a contract of Ada's."""
        usual = {
            "start_date": D("2026-10-01"), "renewal_date": D("2026-12-01"),
            "starts_at": dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC),
        }
        values = {"customer_id": self.ada, "plan_id": plan or self.desk, **usual, **values}
        return self.rows.add("contracts", **values)

    def frozen(self, contract: int, since: str, until: str) -> None:
        """Freeze a contract from one day to another, which are winter days in Berlin."""
        ends = [
            dt.datetime.combine(D(day), dt.time(), dt.UTC) - dt.timedelta(hours=1)
            for day in (since, until)
        ]
        self.rows.add(
            "freezes", contract_id=contract, customer_id=self.ada, from_date=D(since),
            until_date=D(until), from_at=ends[0], until_at=ends[1],
        )  # fmt: skip

    def staff(self, role: str = "house-manager", place: str = MITTE) -> Viewer:
        """Somebody of staff, without a profile."""
        return Viewer(NETWORK, None, staff=frozenset({(role, place)}), login=self.login)

    async def __call__(
        self, query: str, contract: int | str, who: Viewer | int | None = None, /, **given: Any
    ) -> Any:
        """Return the payload of what somebody does, by default the house's manager."""
        asked = contract if isinstance(contract, str) else f"Contract:{contract}"
        asker = {"customer": who} if isinstance(who, int) else {"viewer": who or self.staff()}
        answer = await self.ask(
            query,
            variables={"input": {"contractId": asked, **given}},
            policies=policies(),
            portal=MITTE,
            now=self.now,
            **asker,
        )
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        return payload

    async def billed(self) -> list[int]:
        """Run a round of billing; return the totals of its invoices."""
        report = await bill_all(self.database, policies(), [MITTE], self.now)
        assert not report.failed
        return [each.total_minor for each in report.issued]

    async def trail(self) -> list[tuple[str, Any]]:
        """Which actions the audit trail has, with what was written."""
        rows = await self.stored("select action, after from audit_entries order by at, id")
        return [(action, after and orjson.loads(after)) for action, after in rows]


def codes(payload: Any) -> list[tuple[str, str | None]]:
    """The codes of the payload's errors, with their fields; where there are some, nothing else."""
    assert (payload["contract"] is None) == bool(payload["errors"])
    return asking.codes(payload)
