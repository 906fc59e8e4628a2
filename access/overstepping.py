"""What an operator reads of a change that goes further than it may."""

from __future__ import annotations

from collections.abc import Iterable

from access.leashes import Bound
from access.levels import Scope
from access.periods import Dated
from access.rules import Access, Scopes
from documents.places import Place, Problem
from documents.quoting import listed


def opened_too_far(change: Dated[Access], bound: Bound, leash: Access | None) -> Problem:
    """Say that a section or a field is opened to more than may be."""
    return Problem(
        change.place,
        f"this opens {bound.about} to {change.value.words}, further than it may",
        _how_far(bound, leash),
    )


def leash_too_long(change: Dated[Access], bound: Bound, leash: Access | None) -> Problem:
    """Say that the locations below are given more than this location has itself."""
    return Problem(
        change.place,
        f"this lets the locations below open {bound.about} to {change.value.words}, "
        "further than this one may",
        _how_far(bound, leash),
    )


def not_kept(change: Dated[Access], about: str, network: Access, keep: Place) -> Problem:
    """Say that something is closed which has to stay open."""
    return Problem(
        change.place,
        f"this closes {about}, which every location keeps open to {network.words}",
        f"take the change out: {keep} says `keep`",
    )


def switched_off(change: Dated[bool], section: str, keep: Place) -> Problem:
    """Say that a section is switched off which has to stay on."""
    return Problem(
        change.place,
        f"this switches section `{section}` off, which every location keeps",
        f"take the change out: {keep} says `keep`",
    )


def switched_on(
    place: Place, section: str, access: Access, off: Place, leash: Access | None
) -> Problem:
    """Say that a section which the network has off is opened to more than may be."""
    return Problem(
        place,
        f"this opens section `{section}` to {access.words}, and the network has it off ({off})",
        f"locations may open it to {leash.words} ({leash.place})"
        if leash
        else "its rule has no `locations-may`, so no location may switch it on",
    )


def scope_too_far(
    change: Dated[Scopes], name: str, beyond: Scopes, allowed: Iterable[Scope]
) -> Problem:
    """Say that a location chooses a scope which it may not use."""
    return Problem(
        change.place,
        f"type `{name}` may not have the scope {listed(beyond, 'and')} here",
        f"choose from {listed(scope for scope in Scope if scope in {*allowed})}",
    )


def allowed_too_far(change: Dated[Access], action: str, network: Access) -> Problem:
    """Say that an action is allowed to more than the network allows it to."""
    return Problem(
        change.place,
        f"this allows `{action}` to {change.value.words}, further than it may",
        f"the network allows it to {network.words} ({network.place}); a location may allow it "
        "to fewer, never to more",
    )


def _how_far(bound: Bound, leash: Access | None) -> str:
    network = f"the network opens it to {bound.network.words} ({bound.network.place})"
    if not bound.network.audience:
        network = f"the network opens it to nobody ({bound.network.place})"
    if leash is None:
        return f"{network}, and without `locations-may` a location cannot open it further"
    return f"{network}, and locations may go as far as {leash.words} ({leash.place})"
