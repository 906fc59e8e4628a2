"""The policy, read aloud: who may see which cell of which row (`policy.md` sections 1 to 3).

Nothing is compiled and nothing is kept: every question goes back to the YAML.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml

from tests.oracle.people import Held, Person
from tests.oracle.places import at_or_below, in_scope, inherited, network_of, upwards

LEVELS = ("public", "logged-in", "contact", "member")
SECTIONS = (
    "portal", "home", "about", "help-desk", "events", "bookings", "directory", "discussion",
    "articles", "contact", "payments", "plans", "benefits", "store", "perks", "faq",
)
SWITCHES = {
    "freeze.counts-as-member": True,
    "freeze.member-sections": "restrict",
    "freeze.blocks-all-bookings": False,
    "suspension.readable-sections": "all",
    "network-records-cascade": False,
    "directory.includes": "published-all",
    "denials": "report",
    "introspection": "full",
}


ALWAYS_OPEN = (
    "name", "isNetwork", "parent", "children", "network", "hosts", "timezone", "currency",
    "languages", "branding",
)
"""What `locations` tells where section `portal` is closed, so that a visitor finds a way in."""

Answer = TypeVar("Answer")


def remembered(question: Callable[..., Answer]) -> Callable[..., Answer]:
    """Ask a question that does not depend on a row only once a visit."""

    @functools.wraps(question)
    def ask(visit: Visit, *what: Any) -> Answer:
        key = (question.__name__, *(tuple(each) if isinstance(each, list) else each for each in what))
        if key not in visit.kept:
            visit.kept[key] = question(visit, *what)
        return visit.kept[key]  # type: ignore[no-any-return]

    return ask


@dataclass(frozen=True)
class Atom:
    """One positive condition: a level (perhaps narrowed), own, own-team, or staff."""

    kind: str
    name: str | None = None               # the level, the role in the team, or the permission
    at: tuple[str, ...] | None = None
    plans: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Record:
    """What a decision may ask of one row."""

    location: str
    exists: bool = True
    published: bool = True
    presented: bool = True
    owner: int | None = None
    teams: frozenset[int] = frozenset()
    level: str | None = None
    plans: frozenset[int] = frozenset()


class Policy:
    """One set of YAML files, as written."""

    def __init__(self, files: Mapping[str, str]) -> None:
        documents = {path: yaml.safe_load(text) for path, text in files.items()}
        self.files = dict(files)
        portal = documents["policies/portal.yaml"]
        self.sections: dict[str, Any] = portal["sections"]
        self.switches: dict[str, Any] = {**SWITCHES, **portal.get("switches", {})}
        self.audiences: dict[str, Any] = documents["policies/audiences.yaml"]["audiences"]
        self.plans: list[str] = documents["policies/audiences.yaml"]["plans"]
        self.roles: dict[str, list[str]] = documents["policies/staff.yaml"]["roles"]
        self.actions: dict[str, Any] = documents["policies/actions.yaml"]["actions"]
        self.types: dict[str, Any] = {}
        for document in documents.values():
            self.types |= document.get("types", {})
        self.places: dict[str, Any] = {
            path.removeprefix("locations/").removesuffix(".yaml"): document
            for path, document in documents.items()
            if path.startswith("locations/")
        }

    def atoms(self, access: str | list[str]) -> list[Atom]:
        """Open every name of *access*, down to single conditions."""
        found: list[Atom] = []
        for name in [access] if isinstance(access, str) else access:
            if name in LEVELS:
                found.append(Atom("level", name))
            elif name in ("own", "own-team"):
                found.append(Atom(name))
            elif name != "nobody":
                found += self._named(self.audiences[name])
        return found

    def _named(self, audience: Mapping[str, Any]) -> list[Atom]:
        if "any-of" in audience:
            return self.atoms(audience["any-of"])
        if "staff" in audience:
            return [Atom("staff", audience["staff"])]
        if "own-team" in audience:
            return [Atom("own-team", audience.get("role"))]
        at, plans = audience.get("at"), audience.get("plans")
        return [Atom(
            "level", audience["level"], None if at is None else tuple(at),
            None if plans is None else tuple(plans),
        )]

    def see(self, type_name: str, field_name: str) -> list[str]:
        """Return the audiences that the network's file names for a field; none if it stands nowhere."""
        for names, fields in self.types.get(type_name, {}).get("see", {}).items():
            if field_name in fields:
                return [name.strip() for name in names.split(",")]
        return []


@dataclass
class Visit:
    """One viewer at one portal at one moment, under one set of files.

    What is asked of the whole visit is `remembered`, since cells ask it again and again; what is asked
    of a row is not.
    """

    policy: Policy
    person: Person
    portal: str
    now: dt.datetime
    kept: dict[Any, Any] = field(default_factory=dict)

    # ------------------------------------------------------------ what is in force here today

    @remembered
    def today(self) -> str:
        """Return the portal's local date."""
        zone = ZoneInfo(inherited(self.policy.places, self.portal, "timezone"))
        return self.now.astimezone(zone).date().isoformat()

    def in_force(self, change: Mapping[str, Any]) -> bool:
        """Whether a change holds today, half-open."""
        return change.get("from", "") <= self.today() < change.get("until", "9999-99-99")

    @remembered
    def nearest(self, *keys: tuple[str, str]) -> Mapping[str, Any] | None:
        """Return the change of one of *keys* in the nearest location that has one in force."""
        for place in upwards(self.policy.places, self.portal):
            for change in self.policy.places[place].get("changes", ()):
                if any(change.get(kind) == name for kind, name in keys) and self.in_force(change):
                    return change  # type: ignore[no-any-return]
        return None

    @remembered
    def switch(self, name: str) -> Any:
        """Return the value of a switch at this portal."""
        change = self.nearest(("switch", name))
        return self.policy.switches[name] if change is None else change["value"]

    @remembered
    def section_access(self, section: str) -> str | list[str]:
        """Return whom a section admits here; an unlisted one is closed."""
        change = self.nearest(("section", section))
        if change is not None:
            return change["access"]  # type: ignore[no-any-return]
        return self.policy.sections.get(section, {"access": "nobody"})["access"]  # type: ignore[no-any-return]

    @remembered
    def feature_on(self, section: str) -> bool:
        """Whether a section's feature is switched on here."""
        change = self.nearest(("feature", section))
        if change is not None:
            return bool(change["set"] == "on")
        return bool(self.policy.sections.get(section, {}).get("feature", "on") == "on")

    @remembered
    def scopes(self, type_name: str) -> list[str]:
        """Return the scopes whose union this portal shows of a type."""
        change = self.nearest(("scope", type_name))
        if change is not None:
            return change["use"]  # type: ignore[no-any-return]
        unwritten = ["network"] if self.section_of(type_name) is None else ["current"]
        return self.policy.types[type_name].get("rows", {}).get("scope", unwritten)  # type: ignore[no-any-return]

    @remembered
    def granted(self, type_name: str, field_name: str) -> list[Atom]:
        """Return the field's effective audience here, apart from own and staff."""
        key = f"{type_name}.{field_name}"
        change = self.nearest(("hide", key), ("open", key))
        if change is None:
            access: str | list[str] = self.policy.see(type_name, field_name)
        else:
            access = "nobody" if "hide" in change else change["to"]
        return [atom for atom in self.policy.atoms(access) if atom.kind == "level"]

    @remembered
    def granted_to_some(self, type_name: str, field_name: str, kind: str) -> list[Atom]:
        """Return the field's grants of another kind: they come from the network's file."""
        atoms = self.policy.atoms(self.policy.see(type_name, field_name))
        return [atom for atom in atoms if atom.kind == kind]

    @remembered
    def hidden_everywhere(self, type_name: str, field_name: str, location: str) -> bool:
        """Whether the record's own location hides the field of its records at every portal."""
        return any(
            change.get("hide") == f"{type_name}.{field_name}"
            and change.get("everywhere", False)
            and self.in_force(change)
            for change in self.policy.places.get(location, {}).get("changes", ())
        )

    # ------------------------------------------------------------ who the viewer is

    @remembered
    def counted(self, at: tuple[str, ...] | None = None) -> list[Held]:
        """Return the live contracts that make a member here, or at some places seen from here."""
        contracts = [
            contract for contract in self.person.contracts
            if at is None or any(self.stands(contract.location, scope) for scope in at)
        ]
        if self.switch("freeze.counts-as-member"):
            return contracts
        return [contract for contract in contracts if not contract.frozen]

    def stands(self, location: str, scope: str) -> bool:
        """Whether a contract's issuing location stands in a scope of this portal."""
        if scope == "network":
            return True
        return location in in_scope(self.policy.places, scope, self.portal, None)

    def frozen_out(self, contracts: list[Held]) -> bool:
        """Whether contracts that count do not help, since all of them are frozen."""
        return (
            self.switch("freeze.member-sections") == "restrict"
            and bool(contracts)
            and all(contract.frozen for contract in contracts)
        )

    @remembered
    def is_member(self, at: tuple[str, ...] | None = None) -> bool:
        """Whether the test of level `member` passes."""
        contracts = self.counted(at)
        return bool(contracts) and not self.frozen_out(contracts)

    @remembered
    def is_level(self, level: str) -> bool:
        """Whether the test of a level passes: the levels are no ladder."""
        if level == "public":
            return True
        if self.person.customer is None:
            return False
        if level == "logged-in":
            return True
        return not self.counted() if level == "contact" else self.is_member()

    @remembered
    def is_one_of(self, atom: Atom) -> bool:
        """Whether the viewer meets one condition of kind level."""
        if atom.plans is not None:
            return any(
                contract.plan in atom.plans and not contract.frozen
                and any(self.stands(contract.location, scope) for scope in atom.at or ("network",))
                for contract in self.person.contracts
            )
        if atom.at is not None:
            return self.is_member(atom.at)
        return self.is_level(str(atom.name))

    @remembered
    def admitted(self, access: str | list[str]) -> bool:
        """Whether one of the audiences of *access* admits the viewer, by level."""
        atoms = self.policy.atoms(access)
        return any(atom.kind == "level" and self.is_one_of(atom) for atom in atoms)

    @remembered
    def readable(self, section: str) -> bool:
        """Whether the viewer's suspension leaves a section readable; the portal itself it always does."""
        listed = self.switch("suspension.readable-sections")
        if not self.person.suspended or section == "portal":
            return True
        return listed == "all" or section in listed

    @remembered
    def enters(self, section: str | None) -> bool:
        """Whether a section admits the viewer; `none` is no door."""
        if section is None:
            return True
        return (
            self.feature_on(section)
            and self.admitted(self.section_access(section))
            and self.readable(section)
        )

    @remembered
    def section_of(self, type_name: str) -> str | None:
        """Return the section that a type stands in."""
        section = self.policy.types.get(type_name, {}).get("section", "none")
        return None if section == "none" else section

    @remembered
    def staff_at(self, permission: str) -> set[str]:
        """Return where the viewer holds a permission: at the places of the grants and below."""
        found: set[str] = set()
        for role, place in self.person.staff:
            if permission in self.policy.roles.get(role, ()) and place in self.policy.places:
                found |= at_or_below(self.policy.places, place)
        return found

    @remembered
    def teams_as(self, role: str | None) -> set[int]:
        """Return the viewer's teams, in a role or in any."""
        return {team for team, held in self.person.teams if role in (None, held)}

    # ------------------------------------------------------------ what is visible

    def may_see(self, type_name: str, field_name: str, record: Record) -> bool:
        """Whether the viewer may see one cell: grants are united per cell."""
        return record.exists and (
            self.portal_grant(type_name, field_name, record)
            or self.own_grant(type_name, field_name, record)
            or self.staff_grant(type_name, field_name, record)
        )

    def portal_grant(self, type_name: str, field_name: str, record: Record) -> bool:
        """What this portal shows."""
        return (
            (self.enters("portal") or self.exempt(type_name, field_name))
            and self.enters(self.section_of(type_name))
            and self.shows(type_name, record.location)
            and record.published
            and self.is_for_viewer(type_name, record)
            and any(self.is_one_of(atom) for atom in self.granted(type_name, field_name))
            and not self.hidden_everywhere(type_name, field_name, record.location)
        )

    @staticmethod
    def exempt(type_name: str, field_name: str) -> bool:
        """Whether a field is there even where section `portal` is closed."""
        return type_name == "Location" and field_name in ALWAYS_OPEN

    def own_grant(self, type_name: str, field_name: str, record: Record) -> bool:
        """What is the viewer's own, or their team's, wherever it was issued."""
        mine = self.person.customer is not None and record.owner == self.person.customer
        return self.enters("portal") and record.presented and (
            (mine and bool(self.granted_to_some(type_name, field_name, "own")))
            or any(
                record.teams & self.teams_as(atom.name)
                for atom in self.granted_to_some(type_name, field_name, "own-team")
            )
        )

    def staff_grant(self, type_name: str, field_name: str, record: Record) -> bool:
        """What the viewer's permissions show, at or below the places where they are held."""
        return any(
            record.location in self.staff_at(str(atom.name))
            for atom in self.granted_to_some(type_name, field_name, "staff")
        )

    @remembered
    def shows(self, type_name: str, location: str) -> bool:
        """Whether records of a location are in the type's scope here."""
        scopes = self.scopes(type_name)
        return "network" in scopes or any(
            location in in_scope(self.policy.places, scope, self.portal, self.home)
            for scope in scopes
        )

    @property
    def home(self) -> str | None:
        """The viewer's home location; nobody's for whoever is no customer."""
        return self.person.home if self.person.customer is not None else None

    def is_for_viewer(self, type_name: str, record: Record) -> bool:
        """Whether the record's own audience and plans admit the viewer; locked records show."""
        rows = self.policy.types[type_name].get("rows", {})
        if rows.get("audience", "from-record") == "any" or rows.get("restricted") == "lock":
            return True
        usable = {contract.plan_id for contract in self.person.contracts if not contract.frozen}
        return (record.level is None or self.is_level(record.level)) and (
            not record.plans or bool(record.plans & usable)
        )

    def row_visible(self, type_name: str, record: Record) -> bool:
        """Whether one of the record's fields shows; then its id and its type do."""
        return any(
            self.may_see(type_name, field_name, record) for field_name in self.fields(type_name)
        )

    @remembered
    def fields(self, type_name: str) -> list[str]:
        """Return the fields of a type that stand somewhere."""
        see = self.policy.types.get(type_name, {}).get("see", {})
        return [name for fields in see.values() for name in fields]

    @remembered
    def may_do(self, action: str) -> bool:
        """Whether the viewer may do an action here."""
        rule = self.policy.actions.get(action)
        if rule is None:
            return False
        change = self.nearest(("action", action))
        access = rule["allow"] if change is None else change["allow"]
        atoms = self.policy.atoms(access)
        if any(atom.kind == "staff" and self.portal in self.staff_at(atom.name) for atom in atoms):
            return True
        if self.person.suspended and rule.get("suspended", "deny") == "deny":
            return False
        contracts = self.person.contracts
        if (
            action.startswith("bookings.")
            and self.switch("freeze.blocks-all-bookings")
            and contracts
            and all(contract.frozen for contract in contracts)
        ):
            return False
        return self.enters("portal") and self.admitted(access)

    def network(self) -> str:
        """Return the network of this portal."""
        return network_of(self.policy.places, self.portal)
