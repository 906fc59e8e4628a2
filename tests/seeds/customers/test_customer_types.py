"""The two types of customers: individuals and companies."""

from __future__ import annotations

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

from store.databases import open_database
from store.importing.customers import import_customers
from store.importing.houses import House
from tests.seeds.demo import NOON, Demo
from tests.seeds.newcomers import arrive

HOUSES = {"berlin-mitte": House("berlin-mitte", "harbour", ZoneInfo("Europe/Berlin"))}
HEADER = "name,email,location,type,company"


def imported(demo: Demo, *lines: str) -> Any:
    """Import customers from a file of these lines."""

    async def work() -> Any:
        database = open_database(f"sqlite:///{demo.file}")
        async with database.transaction() as connection:
            text = "\n".join((HEADER, *lines)).encode()
            done = await import_customers(
                connection, "people.csv", text, HOUSES, NOON, by_whom="ops"
            )
        await database.close()
        return done

    return asyncio.run(work())


def kinds(demo: Demo, *names: str) -> dict[str, Any]:
    """The types of customers, by name, as staff read them."""
    question = """query ($name: String) {
      customers(filter: { name: { eq: $name } }) { nodes { kind companyName } } }"""
    return {name: demo.see(question, "dana", name=name)["nodes"] for name in names}


def test_whoever_adds_a_customer_chooses_a_type(house: Demo) -> None:
    """There are two, and a third is a mistake in the file."""
    imported(house, "Ito GmbH,ito@example.org,berlin-mitte,company,Ito GmbH")
    imported(house, "Aya Ito,aya@example.org,berlin-mitte,individual,")
    assert kinds(house, "Ito GmbH", "Aya Ito") == {
        "Ito GmbH": [{"kind": "COMPANY", "companyName": "Ito GmbH"}],
        "Aya Ito": [{"kind": "INDIVIDUAL", "companyName": None}],
    }
    wrong = imported(house, "Team Ito,t@example.org,berlin-mitte,team,")
    assert [str(problem.place) for problem in wrong.problems] == ["people.csv:2:4"]
    assert kinds(house, "Team Ito") == {"Team Ito": []}


def test_admins_choose_a_type_when_they_add_a_customer(house: Demo) -> None:
    """A company with the person to talk to; who chooses nothing adds an individual."""
    adding = "registerCustomer { customer { kind name companyName } errors { code field } }"
    rosa = {"name": "Rosa Falk", "email": "rosa.falk@harbour.test"}
    markus = ("markus", "berlin-kreuzberg")
    nameless = house.do(adding, *markus, **rosa, kind="COMPANY")
    assert nameless["errors"] == [{"code": "INVALID_VALUE", "field": "companyName"}]
    kinds = {"COMPANY": {"kind": "COMPANY", "companyName": "Falk GmbH"}, "INDIVIDUAL": {}}
    for number, (kind, given) in enumerate(kinds.items()):
        done = house.do(adding, *markus, **rosa, **given, anotherProfile=number > 0)
        name = given.get("companyName")
        assert done == {
            "customer": {"kind": kind, "name": "Rosa Falk", "companyName": name}, "errors": [],
        }  # fmt: skip


def test_an_individual_is_a_person(demo: Demo) -> None:
    """With a name, a birthday, and no company."""
    question = "{ me { kind name dateOfBirth companyName } }"
    assert demo.see(question, "ben") == {
        "kind": "INDIVIDUAL",
        "name": "Ben Okafor",
        "dateOfBirth": "1987-11-02",
        "companyName": None,
    }


def test_a_company_has_a_person_to_talk_to(demo: Demo) -> None:
    """Jette is the primary contact of hers, by name and telephone number."""
    question = "{ me { kind companyName name phone } }"
    assert demo.see(question, "jette", "berlin-kreuzberg") == {
        "kind": "COMPANY",
        "companyName": "Nordlicht Filmproduktion GmbH",
        "name": "Jette Nordmann",
        "phone": "+49 30 23125 517",
    }


def test_a_company_is_no_team(demo: Demo) -> None:
    """Winston's association is a customer, and besides there is a team, which Bea is in, too."""
    question = """{ customer(id: "Customer:209") {
      __typename kind companyName teams { role team { __typename name } } } }"""
    assert demo.see(question, "grace", "plenum-hackney") == {
        "__typename": "Customer",
        "kind": "COMPANY",
        "companyName": "Hackney Steel Pan Association",
        "teams": [
            {"role": role, "team": {"__typename": "Team", "name": "Hackney Steel Pan Association"}}
            for role in ("ADMINISTRATOR", "PAYING_MEMBER")
        ],
    }
    bea = "{ me { kind companyName teams { team { name } } } }"
    assert demo.see(bea, "bea", "plenum-hackney") == {
        "kind": "INDIVIDUAL",
        "companyName": None,
        "teams": [{"team": {"name": "Hackney Steel Pan Association"}}],
    }


def test_customers_from_a_file_are_individuals_by_default(house: Demo) -> None:
    """Where the column of the type is empty."""
    imported(house, "Cem Ito,cem@example.org,berlin-mitte,,")
    assert kinds(house, "Cem Ito") == {"Cem Ito": [{"kind": "INDIVIDUAL", "companyName": None}]}


def test_the_type_can_be_changed_at_any_point(house: Demo) -> None:
    """In the customer's record, by staff who may edit; and back again. A company has a name."""
    for kind, named in (("COMPANY", {"companyName": "Mendes Lda"}), ("INDIVIDUAL", {})):
        done = house.do(
            "editCustomer { customer { name kind } errors { code } }",
            "markus",
            "berlin-kreuzberg",
            customerId="Customer:103",
            kind=kind,
            **named,
        )
        assert done == {"customer": {"name": "Carla Mendes", "kind": kind}, "errors": []}


def test_whoever_registers_in_the_portal_is_an_individual(house: Demo) -> None:
    """Whatever they are: staff change that on their record."""
    assert arrive(house, "Docks Ltd")["customer"]["kind"] == "INDIVIDUAL"
