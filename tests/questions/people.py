"""Who asks: the named people of the demo, one of each kind, signed in as anybody would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from access.viewer import ANONYMOUS, Viewer
from gateway.operations.viewers import viewer_of
from store.accounts import find_login, find_profiles
from store.databases import Database
from store.sessions import create_session

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks; without an e-mail address nobody knows who it is."""

    kind: str
    network: str
    email: str | None = None

    @property
    def name(self) -> str:
        """The first name, as the demo's address has it; empty for whoever is not known."""
        return "" if self.email is None else self.email.partition("@")[0].capitalize()

    def __str__(self) -> str:
        return f"{self.kind} ({self.name})" if self.name else self.kind


def _people(network: str, kinds: Mapping[str, str | None]) -> tuple[Person, ...]:
    return tuple(
        Person(kind, network, name and f"{name}@{network}.test") for kind, name in kinds.items()
    )


PEOPLE = {
    "harbour": _people(
        "harbour",
        {
            "anonymous": None,
            "contact": "anna",
            "member": "ben",
            "member in Hamburg": "jonas",
            "frozen member": "frida",
            "suspended member": "sam",
            "holder of a desk in Kreuzberg": "carla",
            "team administrator": "tom",
            "front desk in Mitte": "fatima",
            "network admin": "dana",
        },
    ),
    "plenum": _people(
        "plenum",
        {
            "anonymous": None,
            "contact": "amir",
            "member": "bea",
            "member in Rotterdam": "joost",
            "frozen member": "faye",
            "suspended member": "stan",
            "holder of a studio in Port Adelaide": "matilda",
            "team administrator": "ada",
            "front desk in Hackney": "imran",
            "network admin": "grace",
        },
    ),
}
"""Those who ask every question at their network's portals."""

_FURTHER = (
    *_people(
        "harbour",
        {
            "suspended contact": "otto",
            "suspended and frozen member": "hanna",
            "holder of an office in Mitte": "pia",
            "frozen desk, active mailbox": "greta",
            "member of the city of Berlin": "selma",
            "member of the network": "noor",
            "member in Ghent": "wout",
            "frozen member in Lisbon": "duarte",
            "holder of a desk in New York": "maya",
            "house manager in Kreuzberg": "markus",
            "accountant of Germany": "astrid",
            "health officer of Berlin": "hugo",
        },
    ),
    *_people(
        "plenum",
        {
            "payer of a family's plan": "rosa",
            "member who rehearses": "leo",
            "teacher in Hackney": "winston",
            "territory staff of Hackney and Katendrecht": "tess",
            "health officer of Hackney": "hester",
        },
    ),
)
FURTHER = {person.email: person for person in _FURTHER if person.email}
"""Those who ask some questions, by their e-mail address."""


async def sign_in(database: Database, person: Person, now: dt.datetime) -> Viewer:
    """Sign *person* in as the first of their profiles, if they have any; read who they are."""
    if person.email is None:
        return ANONYMOUS(person.network)
    async with database.transaction() as connection:
        login = await find_login(connection, person.network, person.email, now)
        assert login is not None, f"the demo has no {person.email}"
        profiles = await find_profiles(connection, person.network, login.id, now)
        session = await create_session(
            connection,
            person.network,
            login=login.id,
            customer=profiles[0].id if profiles else None,
            now=now,
            expires_at=now + DAY,
        )
        return await viewer_of(connection, session, person.network, now)
