"""What a rule could say, as an operator reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from access.choices import Choice
from access.differences import Difference, Direction
from access.kinds import kinds_in_words
from access.phrases import counted, moment_in_words, together
from access.policy_set import PolicySet
from access.subjects import About, Subject
from access.wishes import LEASHES, OF_AUDIENCES, Part
from documents.places import Problem
from documents.schemas import flat_schema_of
from documents.written import on_a_line

SUBJECTS = {
    Part.SECTION: About.SECTION,
    Part.FEATURE: About.SECTION,
    Part.FIELD: About.FIELD,
    Part.SCOPE: About.SCOPE,
    Part.ACTION: About.ACTION,
}
"""What the difference is about that a rule is for; a switch touches many."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices for one rule, and where and when their effects were looked at."""

    part: Part
    name: str
    portal: str
    now: dt.datetime
    choices: tuple[Choice, ...]


def offer_screen(offer: Offer, policies: PolicySet) -> str:
    """Write it for a terminal."""
    place = policies.tree[offer.portal]
    moment = moment_in_words(offer.now, place)
    what = f"What {offer.part} `{offer.name}` could say"
    if offer.part is Part.KEEP:
        what = f"Whether locations have to keep `{offer.name}`, seen"
    lines = [f"{what} at {place.name}, {moment}"]
    if offer.part is Part.SWITCH:
        lines += ["", f"  {_meaning(offer.name)}"]
    lines.append("")
    width = max(len(_value(choice)) for choice in offer.choices)
    for choice in offer.choices:
        first, *others = _effect(offer, choice)
        lines.append(f"  {_value(choice):{width}}  {first}")
        lines += [f"  {'':{width}}  {other}" for other in others]
    return "\n".join(lines)


def offer_report(offer: Offer) -> dict[str, Any]:
    """Return it as plain data."""
    return {
        "rule": {"about": offer.part, "name": offer.name},
        "portal": offer.portal,
        "moment": offer.now.isoformat(),
        "choices": [
            {
                "value": choice.wish.written,
                "possible": not choice.problems,
                "now": choice.is_now,
                "effect": _effect(offer, choice),
            }
            for choice in offer.choices
        ],
    }


def _value(choice: Choice) -> str:
    wish = choice.wish
    if wish.at and wish.hides:
        return "hide"
    if wish.part is Part.KEEP:
        return "not kept" if wish.takes_out else "kept"
    if wish.part in OF_AUDIENCES:
        return ", ".join(wish.value)
    return on_a_line(wish.written)


def _effect(offer: Offer, choice: Choice) -> list[str]:
    """Say what would come of a choice: a first line, and what has to be added."""
    if choice.problems:
        return list(_forbidden(choice))
    if choice.is_now:
        return ["as it is now"]
    if not choice.found:
        if offer.part is Part.SWITCH:
            return ["no door, field or action changes: it decides about what stands above"]
        if offer.part in LEASHES.values():
            return ["possible: no location's change goes further"]
        if offer.part is Part.KEEP:
            return [_of_keeping(choice)]
        return ["written otherwise, and nothing changes for anybody"]
    about = SUBJECTS.get(offer.part)
    subject = Subject(about, offer.name) if about else None
    found = [each.difference for each in choice.found]
    own = [each for each in found if each.subject == subject]
    others = [each for each in found if each.subject != subject]
    lines = [_in_words(own)] if own else []
    if others and not (own and offer.part in (Part.SECTION, Part.FEATURE)):
        also = "also " if own else ""
        lines.append(f"{also}{_counted(others)}; {_in_words(others)}")
    return lines


def _of_keeping(choice: Choice) -> str:
    does = "hides" if "." in choice.wish.name else "closes"
    if choice.wish.takes_out:
        return f"possible: no location {does} it; each may from then on"
    return f"possible: no location {does} it; none may from then on"


def _in_words(found: list[Difference]) -> str:
    """Say who gains and who loses."""
    gains = [state for each in found for state in each.gains]
    losses = [state for each in found for state in each.losses]
    direction = Direction.MIXED if gains and losses else found[0].direction
    parts = [
        f"{kinds_in_words(dict.fromkeys(states), found[0].stands)} {word}"
        for states, word in ((gains, "gain"), (losses, "lose"))
        if states
    ]
    return f"{direction}: {'; '.join(parts)}"


def _counted(found: list[Difference]) -> str:
    nouns = {
        About.SECTION: "section",
        About.SCOPE: "type's records",
        About.FIELD: "field",
        About.ACTION: "action",
    }
    many = {About.SCOPE: "types' records"}
    numbers = {about: sum(each.subject.about is about for each in found) for about in nouns}
    return together(
        [
            counted(number, nouns[about], many.get(about))
            for about, number in numbers.items()
            if number
        ]
    )


def _forbidden(choice: Choice) -> Iterator[str]:
    """Tell the first problem, with the line that forbids it; what was tried has no line.

    A leash is forbidden by changes that go further already, and a keep by those that close or
    hide: they have lines.
    """
    problem: Problem = choice.problems[0]
    yield f"forbidden: {problem.message}"
    if problem.help:
        yield problem.help
    lined = {*LEASHES.values(), Part.KEEP}
    if problem.place.path.startswith("policies/promises") or choice.wish.part in lined:
        yield f"({problem.place})"


def _meaning(switch: str) -> str:
    schema = flat_schema_of("portal")["properties"]["switches"]["properties"][switch]
    words: str = schema["description"]
    return words
