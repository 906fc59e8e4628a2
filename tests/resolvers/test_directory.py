"""The directory: whom the switch `directory.includes` lists."""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.resolvers.asking import Asking
from tests.resolvers.openness import open_policies
from tests.store.rows import NOW, Rows

PEOPLE = (
    "contact",
    "hidden contact",
    "member",
    "hidden member",
    "frozen",
    "suspended",
    "archived",
    "once suspended",
)


async def _write(database: Database) -> None:
    rows = Rows()
    for name in PEOPLE:
        customer = rows.customer(full_name=name)
        rows.add(
            "profiles",
            customer_id=customer,
            display_name=name,
            published=not name.startswith("hidden"),
        )
        if "contact" not in name:
            contract = rows.add("contracts", customer_id=customer, plan_id=rows.add("plans"))
        if name == "frozen":
            rows.add(
                "freezes",
                contract_id=contract,
                customer_id=customer,
                from_at=NOW,
                until_at=NOW.replace(hour=13),
                until_date=NOW.date(),
            )
        if name == "suspended":
            rows.add("customer_suspensions", customer_id=customer)
        if name == "once suspended":
            rows.add("customer_suspensions", customer_id=customer, until_at=NOW)
        if name == "archived":
            rows.add("customer_archivings", customer_id=customer)
    await rows.write(database)


@pytest.mark.parametrize(
    ("mode", "listed"),
    [
        ("published-all", {"contact", "member", "frozen", "once suspended"}),
        ("published-members", {"member", "frozen", "once suspended"}),
        (
            "everyone",
            {"contact", "hidden contact", "member", "hidden member", "frozen", "once suspended"},
        ),
        ("members-everyone", {"member", "hidden member", "frozen", "once suspended"}),
    ],
)
async def test_whom_the_directory_lists(
    database: Database, ask: Asking, mode: str, listed: set[str]
) -> None:
    """Suspended and archived people are in no list; frozen members are in each."""
    await _write(database)
    answer = await ask(
        "{ profiles { nodes { displayName } totalCount } }", policies=open_policies(mode)
    )
    shown = answer["data"]["profiles"]
    assert {profile["displayName"] for profile in shown["nodes"]} == listed
    assert shown["totalCount"] == len(listed)


async def test_whom_a_team_lists(database: Database, ask: Asking) -> None:
    """Nobody who is archived; of whoever is suspended that they are there, and not who they are."""
    rows = Rows()
    people = {name: rows.customer(full_name=name) for name in ("member", "suspended", "archived")}
    rows.add("customer_suspensions", customer_id=people["suspended"])
    rows.add("customer_archivings", customer_id=people["archived"])
    for published in (True, False):
        team = rows.add("teams", name="Okafor", published=published)
        for name, customer in people.items():
            rows.add("team_members", team_id=team, customer_id=customer, role="member")
            if published:
                rows.add(
                    "profiles", customer_id=customer, display_name=name, published=published
                )
    await rows.write(database)
    question = "{ teams { nodes { members { profile { displayName } } } } }"
    answer = await ask(question, policies=open_policies("published-all"))
    (team,) = answer["data"]["teams"]["nodes"]
    shown = [each["profile"] and each["profile"]["displayName"] for each in team["members"]]
    assert shown == ["member", None]
