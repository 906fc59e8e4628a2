"""Mutants of the network's own doors, switches, actions, audiences and roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from access.levels import AT
from access.switches import SWITCHES
from access.testing import rules as named
from access.testing.loosening import looser_value, wider_scope
from access.testing.mutant import Maker, Mutant
from access.testing.plain_data import GONE
from documents.quoting import flow, listed


class NetworkMutants(Maker):
    """Makes the mutants of `portal.yaml`, `actions.yaml`, `audiences.yaml` and `staff.yaml`."""

    def sections(self) -> Iterator[Mutant]:
        """Open each section further, switch it on, and let locations go further with it."""
        for name, written in self.document.data["sections"].items():
            rule, keys = named.section(name), ("sections", name)
            yield from self.wider(rule, (*keys, "access"), "opened to")
            if written.get("feature") == "off":
                yield self.mutant(rule, "switched on", (*keys, "feature"), "on")
            leash = written.get("locations-may", {})
            at = (*keys, "locations-may")
            if "open-to" in leash:
                name_of_leash = named.leash(rule)
                yield from self.wider(
                    name_of_leash, (*at, "open-to"), "locations may open it to", answers=False
                )
            if leash.get("keep"):
                step = "locations may close it"
                yield self.mutant(named.keep(rule), step, (*at, "keep"), GONE, answers=False)

    def switches(self) -> Iterator[Mutant]:
        """Set each switch to its looser value."""
        written = self.document.data.get("switches", {})
        for name, switch in SWITCHES.items():
            value = written.get(name, switch.default)
            looser = looser_value(name, value)
            if looser is not None:
                step = f"set to `{flow(looser)}`"
                made = self.everywhere(named.switch(name), step, ("switches", name), looser)
                yield replace(made, answers=False)

    def actions(self) -> Iterator[Mutant]:
        """Allow each action to more people, and to the suspended."""
        for name, written in self.document.data["actions"].items():
            rule, keys = named.action(name), ("actions", name)
            yield from self.wider(rule, (*keys, "allow"), "allowed to")
            if written.get("suspended", "deny") == "deny":
                yield self.mutant(rule, "allowed while suspended", (*keys, "suspended"), "allow")

    def audiences(self) -> Iterator[Mutant]:
        """Widen each audience by a plan, a place or a role."""
        for name, written in self.document.data.get("audiences", {}).items():
            rule, keys = f"audience {name}", ("audiences", name)
            if "plans" in written:
                step = f"of any plan, not {listed(written['plans'])} alone"
                yield self.everywhere(rule, step, (*keys, "plans"), GONE)
            if "at" in written and (scope := wider_scope(written["at"], AT)) is not None:
                wider = [*written["at"], scope.value]
                yield self.everywhere(rule, f"at `{scope}`, too", (*keys, "at"), wider)
            if "role" in written:
                step = f"of any role, not `{written['role']}` alone"
                yield self.everywhere(rule, step, (*keys, "role"), GONE)

    def roles(self) -> Iterator[Mutant]:
        """Give each role each permission that it does not hold."""
        permissions = self.document.data.get("permissions", {})
        for role, held in self.document.data.get("roles", {}).items():
            for permission in permissions:
                if permission not in held:
                    yield self.everywhere(
                        f"role {role}", f"given `{permission}`",
                        ("roles", role), [*held, permission],
                    )  # fmt: skip
