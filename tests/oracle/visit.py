"""Who may see which cell of which row: the three grants, read aloud."""

from __future__ import annotations

from tests.oracle.in_force import remembered
from tests.oracle.places import in_scope
from tests.oracle.policy import Record
from tests.oracle.standing import Standing

ALWAYS_OPEN = (
    "name", "isNetwork", "parent", "children", "network", "hosts", "timezone", "currency",
    "languages", "branding",
)
"""What `locations` tells where section `portal` is closed, so that a visitor finds a way in."""


class Visit(Standing):
    """One viewer at one portal at one moment: what they may see, and what they may do."""

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
