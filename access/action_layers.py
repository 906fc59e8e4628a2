"""The layers of an action: the portal's door, whom it is allowed to, and being suspended."""

from __future__ import annotations

from collections.abc import Iterator

from access.chains import action_chain, switch_chain
from access.door_layers import Asking
from access.explaining import blocks_while_frozen
from access.layer import Layer, Verdict, said
from access.levels import PORTAL
from access.phrases import audience_in_words
from access.questions import Question
from access.switches import BLOCKS_ALL


def action_layers(asking: Asking, question: Question) -> Iterator[Layer]:
    """Yield what decides about an action, without the credential."""
    action = question.name
    rule = asking.rules.actions.get(action)
    if rule is None:
        place = asking.policies.layers.rules.actions_place
        yield Layer("action", Verdict.NO, "no file lists it: nobody may do it", place)
        return
    yield asking.door(PORTAL)
    yield from asking.frozen(asking.rules.sections[PORTAL].tests)
    yield Layer(
        "action",
        said(asking.who.truth & rule.tests),
        f"allowed to {rule.access.words}: {audience_in_words(rule.access.audience)}",
        rule.access.place,
        action_chain(asking.policies.layers, action, asking.portal, asking.day),
    )
    yield from asking.frozen(rule.tests)
    if asking.viewer.all_frozen and blocks_while_frozen(action, asking.rules):
        chain = switch_chain(asking.policies.layers, BLOCKS_ALL, asking.portal, asking.day)
        sentence = f"{chain[-1].words}: it stops whoever has frozen contracts alone"
        yield Layer("all bookings", Verdict.NO, sentence, chain[-1].place, chain)
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
    if question.right is not None and asking.viewer.customer:
        lacks = question.is_lacked_by(asking.viewer)
        words = "was taken from them by staff, or never given" if lacks else "is theirs"
        yield Layer("own right", said(not lacks), f"the right `{question.right}` {words}")
