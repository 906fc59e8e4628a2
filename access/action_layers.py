"""The layers of an action: the portal's door, whom it is allowed to, and being suspended."""

from __future__ import annotations

from collections.abc import Iterator

from access.chains import action_chain
from access.denials import PORTAL
from access.door_layers import Asking
from access.layer import Layer, Verdict, said
from access.phrases import audience_in_words


def action_layers(asking: Asking, action: str) -> Iterator[Layer]:
    """Yield what decides about an action, without the credential."""
    rule = asking.rules.actions.get(action)
    if rule is None:
        place = asking.policies.layers.rules.actions_place
        yield Layer("action", Verdict.NO, "no file lists it: nobody may do it", place)
        return
    yield asking.door(PORTAL)
    yield Layer(
        "action",
        said(asking.who.truth & rule.tests),
        f"allowed to {rule.access.words}: {audience_in_words(rule.access.audience)}",
        rule.access.place,
        action_chain(asking.policies.layers, action, asking.portal, asking.day),
    )
    if asking.viewer.suspended:
        kept = "allowed to" if rule.rule.while_suspended else "denied to"
        yield Layer(
            "suspension",
            said(rule.rule.while_suspended),
            f"{kept} whoever is suspended",
            rule.rule.suspended_place,
        )
    permissions = rule.access.audience.permissions
    if permissions:
        held = permissions & asking.rules.permissions_here(asking.viewer)
        yield asking.staff(permissions, held, rule.access.place, "here")
