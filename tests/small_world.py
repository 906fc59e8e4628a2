"""A small policy root as texts: eleven places in two networks, six types, and people to ask.

north                                isle
├── us
│   ├── california
│   │   ├── san-francisco
│   │   └── los-angeles
│   └── florida
│       └── miami
└── canada
    └── quebec
        └── montreal
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping

from access.compiling import Compiled, compile_policies
from access.policy_set import PolicySet
from access.shape import GraphShape, TypeShape
from access.viewer import ANONYMOUS, LiveContract, Viewer
from documents.document import Document
from documents.places import Problem
from documents.reader import read_document

PORTAL = """\
sections:
  portal: { access: public }
  home: { access: public }
  events: { access: public, locations-may: { open-to: public } }
  articles: { access: customers, feature: off, locations-may: { open-to: logged-in } }
  bookings: { access: member, locations-may: { open-to: logged-in } }
  directory: { access: our-members }
  contact: { access: contact }
  payments: { access: logged-in, locations-may: { keep: true } }
"""

AUDIENCES = """\
plans: [hot-desk, dedicated-desk, private-office]
audiences:
  customers: { any-of: [contact, member] }
  our-members: { level: member, at: [current] }
  area-members: { level: member, at: [current, child, parent] }
  residents: { level: member, at: [current], plans: [dedicated-desk, private-office] }
  team-admins: { own-team: true, role: administrator }
  events-staff: { staff: events.manage }
  contracts-staff: { staff: contracts.read }
"""

ACTIONS = """\
actions:
  bookings.create: { allow: member, suspended: deny, else-say: Booking is for members. }
  payments.pay-due-invoice: { allow: customers, suspended: allow }
  events.publish: { allow: events-staff }
"""

STAFF = """\
permissions:
  events.manage: Publish events
  contracts.read: See contracts
  contracts.write: Change contracts
roles:
  host: [events.manage]
  accountant: [contracts.read]
"""

CONTENT = """\
types:
  Event:
    section: events
    rows: { scope: [current, child], audience: from-record, restricted: hide }
    see:
      public: [title, startsAt]
      customers: [description]
      our-members: [attendees]
      residents: [guestList]
      own, events-staff: [notes]
    filter-by: [title, startsAt]
    sort-by: [startsAt, title]
    locations-may:
      keep: [title]
      open: { description: public }
      scope: [current, child, parent, network]
  Article:
    section: articles
    rows: { scope: [current, parent], audience: any }
    see:
      public: [title]
"""

CUSTOMERS = """\
types:
  Contract:
    section: none
    see:
      own, contracts-staff: [price]
      own: [startDate]
      nobody: [remarks]
  Team:
    section: none
    see:
      public: [name]
      own-team: [members]
      team-admins: [invoices]
  Invoice:
    section: payments
    rows: { scope: [network] }
    see:
      own, contracts-staff: [total]
  Resource:
    section: bookings
    rows: { scope: [home, current], restricted: lock }
    see:
      logged-in: [name]
      member: [rate]
"""

NORTH_AMERICA = frozenset({
    "north",
    "us",
    "california",
    "san-francisco",
    "los-angeles",
    "florida",
    "miami",
    "canada",
    "quebec",
    "montreal",
})
"""The locations of the network `north`."""

NORTH = """\
name: North
timezone: America/New_York
currency: USD
languages: [en, fr]
hosts: [north.example.test]
branding: { primary-color: "#123456", font: Inter }
about: { text: Everywhere north., legal-notice: North Inc. }
address: { city: Toronto }
phone: "+1 555 0100"
"""

WORLD: dict[str, str] = {
    "policies/portal.yaml": PORTAL,
    "policies/audiences.yaml": AUDIENCES,
    "policies/actions.yaml": ACTIONS,
    "policies/staff.yaml": STAFF,
    "policies/content.yaml": CONTENT,
    "policies/customers.yaml": CUSTOMERS,
    "locations/north.yaml": NORTH,
    "locations/us.yaml": "name: United States\nparent: north\n",
    "locations/california.yaml": (
        "name: California\nparent: us\ntimezone: America/Los_Angeles\n"
        "hosts: [california.example.test]\n"
    ),
    "locations/san-francisco.yaml": (
        "name: San Francisco\nparent: california\nhosts: [sf.example.test, 'sf.test:8080']\n"
        "languages: [en]\nbranding: { font: Lora }\nabout: { text: By the bay. }\n"
    ),
    "locations/los-angeles.yaml": "name: Los Angeles\nparent: california\n",
    "locations/florida.yaml": "name: Florida\nparent: us\n",
    "locations/miami.yaml": "name: Miami\nparent: florida\n",
    "locations/canada.yaml": "name: Canada\nparent: north\ncurrency: CAD\n",
    "locations/quebec.yaml": "name: Quebec\nparent: canada\nlanguages: [fr]\n",
    "locations/montreal.yaml": "name: Montreal\nparent: quebec\ntimezone: America/Toronto\n",
    "locations/isle.yaml": "name: Isle\ntimezone: Pacific/Auckland\n",
}

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)

SHAPE = GraphShape(
    {
        shape.name: shape
        for shape in (
            TypeShape(
                "Event",
                frozenset(
                    [
                        "id",
                        "title",
                        "startsAt",
                        "description",
                        "attendees",
                        "guestList",
                        "notes",
                        "capacity",
                    ]
                ),
                owner=True,
                audience=True,
                plans=True,
                sortable=frozenset({"startsAt", "title", "capacity"}),
                filterable=frozenset({"startsAt", "title", "description"}),
                non_null=frozenset({"id"}),
            ),
            TypeShape("Article", frozenset({"id", "title"}), audience=True),
            TypeShape("Contract", frozenset({"id", "price", "startDate", "remarks"}), owner=True),
            TypeShape("Team", frozenset({"id", "name", "members", "invoices"}), team=True),
            TypeShape("Invoice", frozenset({"id", "total"}), owner=True),
            TypeShape("Resource", frozenset({"id", "name", "rate"}), audience=True, plans=True),
        )
    }
)

_numbers = itertools.count(1)


def read(texts: Mapping[str, str]) -> tuple[list[Document], list[Problem]]:
    """Read files given as texts by path, each as the kind that its path says."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for path, text in texts.items():
        document, found = read_document(path, text.encode(), _kind(path))
        problems += found
        if document is not None:
            documents.append(document)
    return documents, problems


def world(*edits: tuple[str, str, str], **locations: str) -> dict[str, str]:
    """Return the small world with *edits* (path, what stands there, what to write instead).

    *locations* are lines to add to a location's file (`san_francisco="changes: …"`).
    """
    texts = dict(WORLD)
    for path, old, new in edits:
        assert old in texts[path], f"{path} holds no {old!r}"
        texts[path] = texts[path].replace(old, new, 1)
    for name, lines in locations.items():
        path = f"locations/{name.replace('_', '-')}.yaml"
        texts[path] = texts.get(path, "") + lines
    return texts


def compiled(texts: Mapping[str, str], shape: GraphShape = SHAPE) -> Compiled:
    """Compile files given as texts; they have to be well-formed."""
    documents, problems = read(texts)
    assert not problems, "\n".join(map(str, problems))
    return compile_policies(documents, shape)


def policies(*edits: tuple[str, str, str], **locations: str) -> PolicySet:
    """Compile the small world with changes; it has to hold."""
    found = compiled(world(*edits, **locations))
    assert found.policies is not None, "\n".join(map(str, found.problems))
    return found.policies


def screen(*edits: tuple[str, str, str], **locations: str) -> str:
    """Return what the operator reads of the small world with changes: problems, nothing else."""
    return "\n".join(map(str, compiled(world(*edits, **locations)).problems))


def change(*entries: str) -> str:
    """Write changes for the end of a location's file, each with a reason if it names none."""
    lines = (each if "because" in each else f"{each}, because: A test" for each in entries)
    return "changes:\n" + "".join(f"  - {{ {line} }}\n" for line in lines)


def contract(
    location: str = "san-francisco", plan: str = "hot-desk", *, frozen: bool = False
) -> LiveContract:
    """Make a live contract; the plan's id is its place in the list of plans, from 1."""
    plans = ("hot-desk", "dedicated-desk", "private-office", "other")
    return LiveContract(next(_numbers), location, plan, plans.index(plan) + 1, frozen)


def anonymous(network: str = "north") -> Viewer:
    """Return somebody who is not signed in."""
    return ANONYMOUS(network)


def contact(*, suspended: bool = False, home: str | None = None) -> Viewer:
    """Return a customer without contracts."""
    return Viewer("north", 7, suspended=suspended, home=home)


def member(
    *contracts: LiveContract,
    suspended: bool = False,
    home: str | None = None,
    teams: Iterable[tuple[int, str]] = (),
    staff: Iterable[tuple[str, str]] = (),
) -> Viewer:
    """Return a customer with *contracts*, or with one active contract of San Francisco."""
    return Viewer(
        "north",
        8,
        suspended=suspended,
        home=home,
        contracts=contracts or (contract(),),
        teams=tuple(teams),
        staff=frozenset(staff),
    )


def frozen_member(*, suspended: bool = False) -> Viewer:
    """Return a member whose one contract is frozen."""
    return member(contract(frozen=True), suspended=suspended)


def staff(*grants: tuple[str, str]) -> Viewer:
    """Return staff without a profile, with (role, location) *grants*."""
    return Viewer("north", None, staff=frozenset(grants))


def _kind(path: str) -> str:
    folder, _, name = path.partition("/")
    if folder == "locations":
        return "location"
    stem = name.removesuffix(".yaml")
    return stem if stem in ("portal", "audiences", "actions", "staff", "promises") else "types"
