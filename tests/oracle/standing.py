"""Who the viewer is, as rules ask: their level, their teams, where they are staff."""

from __future__ import annotations

from collections.abc import Iterable

from tests.oracle.in_force import InForce, remembered
from tests.oracle.people import Held
from tests.oracle.places import at_or_below, in_scope
from tests.oracle.policy import Atom


class Standing(InForce):
    """The viewer before the rules in force at the portal."""

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
        """Whether suspension leaves a section readable; the portal itself it always does."""
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
    def staff_at(self, permission: str) -> set[str]:
        """Return where the viewer holds a permission: where they did at sign-in, and do now."""
        then = self._given_at(permission, self.person.staff_at_sign_in)
        return then & self._given_at(permission, self.person.staff_now)

    def _given_at(self, permission: str, grants: Iterable[tuple[str, str]]) -> set[str]:
        """Return where *grants* give a permission: at their places and below."""
        found: set[str] = set()
        for role, place in grants:
            if permission in self.policy.roles.get(role, ()) and place in self.policy.places:
                found |= at_or_below(self.policy.places, place)
        return found

    @remembered
    def teams_as(self, role: str | None) -> set[int]:
        """Return the viewer's teams, in a role or in any."""
        return {team for team, held in self.person.teams if role in (None, held)}
