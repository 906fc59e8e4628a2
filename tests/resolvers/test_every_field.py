"""Every field of every record, fetched from real rows on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphql import GraphQLObjectType, get_named_type
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from planning.entities import Entity
from resolvers.catalogue import CATALOGUE
from store.databases import Database, open_database
from tests.databases import fresh_database
from tests.resolvers.asking import Asking, graph
from tests.resolvers.world import fill

NAMES = {
    "Customer": "ben",
    "Profile": "profile",
    "ProfileTag": "tag maps",
    "Contract": "contract",
    "Freeze": "freeze",
    "Plan": "plan",
    "Team": "team",
    "TeamMember": "role",
    "Event": "event",
    "EventTicket": "ticket",
    "EventAttendee": "attendee",
    "Article": "article",
    "Perk": "perk",
    "Faq": "faq",
    "Product": "product",
    "Resource": "room",
    "ResourceCategory": "category",
    "Rate": "rate",
    "Booking": "booking",
    "Invoice": "invoice",
    "InvoiceLine": "line",
    "Charge": "charge",
    "Suspension": "suspension",
    "Subscription": "subscription",
    "Payment": "payment",
    "PaymentMethod": "method",
    "CustomerGroup": "group",
    "DiscussionBoard": "board",
    "BoardPost": "post",
    "PostComment": "comment",
    "HelpTicket": "ticket of help",
    "HelpMessage": "message",
    "CrmBoard": "crm board",
    "CrmStage": "stage",
    "CrmCard": "card",
    "EmergencyContact": "mother",
    "RegisteredLocation": "registered",
    "HealthEntry": "allergy",
    "CustomerProduct": "pass",
    "Activity": "activity",
    "Teacher": "teacher",
    "Enrolment": "given up",
}


ARGUMENTS = {
    "access": '(start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z")',
    "availability": '(from: "2026-12-01T00:00:00Z", until: "2026-12-02T00:00:00Z")',
}
"""What is asked of fields that must be asked something."""


def everything(type_name: str) -> str:
    """Return a selection of all fields: whole values, and the ids of other records."""
    named = graph().type_map[type_name]
    assert isinstance(named, GraphQLObjectType)
    parts = []
    for field_name, field in named.fields.items():
        below = get_named_type(field.type)
        name = field_name + ARGUMENTS.get(field_name, "")
        if not isinstance(below, GraphQLObjectType):
            parts.append(name)
        elif below.name.endswith("Connection"):
            parts.append(f"{name} {{ totalCount totalCountIsExact nodes {{ id }} }}")
        elif below.name in CATALOGUE.entities:
            parts.append(f"{name} {{ id }}")
        else:
            parts.append(f"{name} {everything(below.name)}")
    return f"{{ {' '.join(parts)} }}"


def test_the_world_has_one_of_everything() -> None:
    """No record is left out of the test below."""
    rows = {name for name, entity in CATALOGUE.entities.items() if isinstance(entity, Entity)}
    assert NAMES.keys() == rows


async def _questions(database: Database) -> dict[str, tuple[str, int]]:
    """Write the world; return a question for each record, by its type, and who asks it."""
    world = await fill(database)
    asked = {
        type_name: f'{{ it: node(id: "{type_name}:{world[name]}") {{ ... on {type_name} %s }} }}'
        % everything(type_name)
        for type_name, name in NAMES.items()
    }
    pages = ("home", "about", "contactPage", "benefits", "portal", "locations")
    query = graph().query_type
    assert query is not None
    for page in pages:
        shown = get_named_type(query.fields[page].type)
        asked[page] = f"{{ it: {page} {everything(shown.name)} }}"
    return {name: (question, world["ben"]) for name, question in asked.items()}


async def _answers(kind: str, folder: Path) -> dict[str, Any]:
    with fresh_database(kind, folder) as url:
        database = open_database(url)
        ask = Asking(database)
        answers = {
            name: await ask(question, customer=ben, portal="berlin-mitte")
            for name, (question, ben) in (await _questions(database)).items()
        }
        await database.close()
    return answers


async def test_every_field_of_every_record(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    """Both databases answer alike, and what has a value in its row has one in the answer."""
    answers = await _answers("sqlite", tmp_path)
    assert await _answers("postgresql", tmp_path) == answers
    assert {name for name, answer in answers.items() if answer.keys() != {"data"}} == set()
    whole = {name: answer["data"]["it"] for name, answer in answers.items()}
    assert whole == snapshot(extension_class=JSONSnapshotExtension)


async def test_no_field_is_null_in_a_world_that_has_everything(tmp_path: Path) -> None:
    """A field that could not be tested by the answers above would be seen here."""
    answers = await _answers("sqlite", tmp_path)
    null = {
        f"{name}.{key}"
        for name, answer in answers.items()
        if isinstance(answer["data"]["it"], dict)
        for key, value in answer["data"]["it"].items()
        if value is None
    }
    assert null == set()
