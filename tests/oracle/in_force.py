"""What is in force at one portal on one day: the network's rules, the nearest change to each."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tests.oracle.people import Person
from tests.oracle.places import inherited, network_of, upwards
from tests.oracle.policy import Atom, Policy

Answer = TypeVar("Answer")


def remembered(question: Callable[..., Answer]) -> Callable[..., Answer]:
    """Ask a question that does not depend on a row only once a visit."""

    @functools.wraps(question)
    def ask(visit: InForce, *what: Any) -> Answer:
        words = (tuple(each) if isinstance(each, list) else each for each in what)
        key = (question.__name__, *words)
        if key not in visit.kept:
            visit.kept[key] = question(visit, *what)
        return visit.kept[key]  # type: ignore[no-any-return]

    return ask


@dataclass
class InForce:
    """One viewer at one portal at one moment, under one set of files: the rules that hold.

    What is asked of the whole visit is `remembered`, since cells ask it again and again; what is
    asked of a row is not.
    """

    policy: Policy
    person: Person
    portal: str
    now: dt.datetime
    kept: dict[Any, Any] = field(default_factory=dict)

    @remembered
    def today(self) -> str:
        """Return the portal's local date."""
        zone = ZoneInfo(inherited(self.policy.places, self.portal, "timezone"))
        return self.now.astimezone(zone).date().isoformat()

    def in_force(self, change: Mapping[str, Any]) -> bool:
        """Whether a change holds today, half-open."""
        return bool(change.get("from", "") <= self.today() < change.get("until", "9999-99-99"))

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
    def section_of(self, type_name: str) -> str | None:
        """Return the section that a type stands in."""
        section = self.policy.types.get(type_name, {}).get("section", "none")
        return None if section == "none" else section

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

    def network(self) -> str:
        """Return the network of this portal."""
        return network_of(self.policy.places, self.portal)
