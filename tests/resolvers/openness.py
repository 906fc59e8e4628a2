"""A policy under which everybody sees everything: what a field fetches is tested, not who may."""

from __future__ import annotations

from functools import cache

from access.compiling import compile_policies
from access.levels import OWN_DATA_SECTIONS, SECTIONS
from access.policy_set import PolicySet
from access.shape import TypeShape
from documents.reader import read_document
from schema.shape import graph_shape

HARBOUR = """\
name: Harbour
timezone: Europe/Berlin
currency: EUR
languages: [en, de]
branding: { primary-color: "#0b5d7a", font: Inter }
about:
  { text: We began small., legal-notice: Harbour SE, privacy-notice: Little, gallery: [/l.jpg] }
home: { headline: Ahoy, text: A desk wherever you land., banner: /quay.jpg }
contact: { text: Ask us., form: true }
benefits: { text: Ten visits a year. }
email: ahoy@harbour.test
phone: "+49 30"
pages:
  - { slug: rules, title: House rules, body: Be kind. }
  - { slug: map, title: Map, embed: "https://maps.test/harbour" }
"""

MITTE = """\
name: Mitte
parent: harbour
hosts: [mitte.test]
branding: { primary-color: "#000000" }
address: { street: Linienstraße 1, postcode: "10115", city: Berlin, country: DE }
opening-hours: { sunday: closed, monday: "08:00-20:00" }
"""

PORTO = """\
name: Porto
parent: harbour
timezone: Europe/Lisbon
languages: [pt]
"""


@cache
def open_policies(directory: str = "published-all", portal: str = "public") -> PolicySet:
    """Return policies that hide no field from anybody, for a network with two houses."""
    texts = {
        ("policies/portal.yaml", "portal"): _portal(directory, portal),
        ("policies/audiences.yaml", "audiences"): "audiences:\n  people: { level: logged-in }\n",
        ("policies/actions.yaml", "actions"): _actions(),
        ("policies/staff.yaml", "staff"): (
            "permissions: { all.read: See all }\nroles: { keeper: [all.read] }\n"
        ),
        ("policies/types.yaml", "types"): _types(),
        ("locations/harbour.yaml", "location"): HARBOUR,
        ("locations/berlin-mitte.yaml", "location"): MITTE,
        ("locations/porto.yaml", "location"): PORTO,
    }
    read = [read_document(path, text.encode(), kind) for (path, kind), text in texts.items()]
    problems = [str(problem) for _, found in read for problem in found]
    compiled = compile_policies([document for document, _ in read if document], graph_shape())
    assert compiled.policies is not None, "\n".join([*problems, *map(str, compiled.problems)])
    return compiled.policies


def _portal(directory: str, portal: str) -> str:
    access = dict.fromkeys(SECTIONS, "public") | dict.fromkeys(OWN_DATA_SECTIONS, "logged-in")
    access["portal"] = portal
    doors = "\n".join(f"  {name}: {{ access: {level} }}" for name, level in access.items())
    return f"sections:\n{doors}\nswitches: {{ directory.includes: {directory} }}\n"


def _actions() -> str:
    rules = {
        "bookings.create": "{ allow: member, else-say: For members. }",
        "bookings.change": "{ allow: member }",
        "bookings.cancel": "{ allow: logged-in }",
        "payments.pay-due-invoice": "{ allow: logged-in, suspended: allow }",
        "profile.update": "{ allow: logged-in, else-say: Not while you are suspended. }",
        "store.purchase": "{ allow: logged-in }",
        "store.sell": "{ allow: logged-in }",
        "customers.suspend": "{ allow: logged-in }",
    }
    return "actions:\n" + "".join(f"  {name}: {rule}\n" for name, rule in rules.items())


def _types() -> str:
    shapes = sorted(graph_shape().types.values(), key=lambda shape: shape.name)
    return "types:\n" + "".join(_type(shape) for shape in shapes if not shape.staffs)


def _type(shape: TypeShape) -> str:
    restricts = shape.audience or shape.plans
    rows = "scope: [network], audience: any" if restricts else "scope: [network]"
    lines = [
        f"  {shape.name}:",
        "    section: none",
        f"    rows: {{ {rows} }}",
        f"    see: {{ public: [{', '.join(sorted(shape.listable))}] }}",
    ]
    if shape.filterable:
        lines.append(f"    filter-by: [{', '.join(sorted(shape.filterable))}]")
    if shape.sortable:
        lines.append(f"    sort-by: [{', '.join(sorted(shape.sortable))}]")
    return "\n".join(lines) + "\n"
