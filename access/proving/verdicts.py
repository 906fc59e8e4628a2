"""Whether one viewer, by what they have of a subject, breaks a promise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from access.audiences import Audience
from access.levels import ANY_ROLE
from access.proving.promise import About, Kind, Promise, When
from access.proving.questions import Grants
from access.proving.states import Held, State


class Through(Enum):
    """The grant that shows what it should not, or does not show what it should."""

    PORTAL = "the portal shows it"
    RECORDS = "some locations' records hide it"
    OWN = "on their own records"
    TEAM = "on records of their team"
    STAFF = "where they hold a permission"


@dataclass(frozen=True, slots=True)
class Breach:
    """How a promise is broken: by whom, through which grant.

    `then` is what somebody becomes who loses something by it: with the contract `gained`, or, where
    that is None, by signing in.
    `places` are the locations whose records are shown, or not shown, against the promise.
    """

    state: State
    through: Through
    then: State | None = None
    gained: Held | None = None
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Breached:
    """A breach, the portal at which it happens, and the days: before *end*, if there is one."""

    portal: str
    start: dt.date
    end: dt.date | None
    breach: Breach


def breach(
    promise: Promise, bits: int, state: State, grants: Grants, held: frozenset[str]
) -> Breach | None:
    """Tell how *state* breaks a `never` or an `always`.

    *bits* are the level tests of its audience; *held* the permissions that somebody's role gives.
    """
    if not _is_concerned(promise.when, state):
        return None
    inside = bool(grants.truth & bits)
    if promise.kind is Kind.NEVER:
        through = None if inside else _too_much(promise.audience, state, grants)
        return Breach(state, through) if through else None
    field = promise.subjects[0].about is About.FIELD
    through = _too_little(promise.audience, inside, state, grants, held, field=field)
    places = grants.missing if through is Through.RECORDS else frozenset[str]()
    return Breach(state, through, places=places) if through else None


def lost(before: Grants, after: Grants) -> Through | None:
    """Tell what somebody has *before* and has no more *after*."""
    if before.portal and not after.portal:
        return Through.PORTAL
    if before.own and not after.own:
        return Through.OWN
    if before.roles - after.roles:
        return Through.TEAM
    return Through.STAFF if before.permissions - after.permissions else None


def _is_concerned(when: When | None, state: State) -> bool:
    match when:
        case None:
            return True
        case When.ANONYMOUS:
            return state.is_anonymous
        case When.SUSPENDED:
            return state.suspended
    return state.is_frozen


def _too_much(outside: Audience, state: State, grants: Grants) -> Through | None:
    """Name a grant that nobody outside should have.

    `own`, teams and staff speak of some records alone: being one of them excuses that grant, not
    the portal's, which shows others' records as well.
    """
    if grants.portal:
        return Through.PORTAL
    if grants.own and not outside.own:
        return Through.OWN
    if grants.roles and not _has_role(outside, state):
        return Through.TEAM
    return Through.STAFF if grants.permissions - outside.permissions else None


def _too_little(
    audience: Audience,
    inside: bool,
    state: State,
    grants: Grants,
    held: frozenset[str],
    *,
    field: bool,
) -> Through | None:
    """Name a grant that is missing to somebody inside."""
    if not field:  # no record is looked at: whoever is inside in any way is promised it
        inside = inside or bool(held & audience.permissions)
        return Through.PORTAL if inside and not (grants.portal or grants.permissions) else None
    if inside and not grants.portal:
        return Through.PORTAL
    if inside and grants.missing:
        return Through.RECORDS
    if audience.own and state.contracts is not None and not grants.own:
        return Through.OWN
    if _has_role(audience, state) and not grants.roles:
        return Through.TEAM
    return Through.STAFF if (held & audience.permissions) - grants.permissions else None


def _has_role(audience: Audience, state: State) -> bool:
    """Tell whether somebody's role in a team makes them one of *audience*, on that team's."""
    return state.team_role is not None and not {ANY_ROLE, state.team_role}.isdisjoint(
        audience.team_roles
    )
