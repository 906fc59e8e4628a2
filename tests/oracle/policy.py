"""The policy as operators wrote it: nothing is compiled, every question goes back to the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

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

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    today: Record | None = None
    """The same row as today's rules see it, where those of the past are asked first."""


class Policy:
    """One set of YAML files, as written."""

    def __init__(self, files: Mapping[str, str]) -> None:
        documents = {
            path: yaml.load(text, Loader=LOADER) for path, text in files.items()
        }
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
        """Return the audiences that the network's file names for a field, if it stands anywhere."""
        for names, fields in self.types.get(type_name, {}).get("see", {}).items():
            if field_name in fields:
                return [name.strip() for name in names.split(",")]
        return []
