"""Questions of staff about the rules: why somebody sees something, and who does.

The answers are those of `portal explain` and `portal who`, for the portal that is visited, and of a
past moment by the policies of then. People are found as far as the asker sees them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from access.admitted import words_of
from access.counting import reached
from access.described import NotDescribed
from access.granted import Moment
from access.layer import Layer, Verdict
from access.lines import line_of, links_of
from access.questions import Kind, Question, Reach, UnknownSubject, kind_of
from access.viewer import ANONYMOUS
from planning.entities import Entity, TreeEntity
from planning.ids import global_id
from planning.lookups import find_visible
from planning.mutations import Work
from planning.record_layers import RecordExplanation
from planning.root_fields import Inquiry
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.asked import NotAWish
from resolvers.booking.inquiring import inquire_booking
from resolvers.customers import CUSTOMER
from resolvers.kept_policies import SetUnusable, Then
from resolvers.moments import NoMoment, read_moment
from resolvers.own_rights import with_right
from resolvers.persons import NobodyFound, find_groups, find_person, is_in_database
from resolvers.telling import Told, find_record, tell

Entities = Mapping[str, Entity | TreeEntity]

EXPLANATION = (
    *("problem", "subject", "viewer", "moment", "policies", "answer", "code", "reason", "line"),
    *("credential", "facts", "layers", "record", "booking", "wouldChange"),
)
VISIBILITY = (
    *("problem", "subject", "moment", "policies", "conditions", "people", "all", "some", "nothing"),
    "notSignedIn",
)


class NotAsked(Exception):
    """A question that cannot be answered; the text says why."""


async def explain(work: Work, given: Mapping[str, Any], entities: Entities) -> dict[str, Any]:
    """Say why somebody sees something here, or does not."""
    try:
        told, booking = await _told(work, given, entities)
    except (NotAsked, NobodyFound, NotAWish, NotDescribed, UnknownSubject) as reason:
        return _unanswered(EXPLANATION, reason)
    explanation, decision = told.explanation, told.explanation.decision
    return {
        "problem": None,
        "subject": explanation.question.name,
        "viewer": told.person.name,
        "moment": explanation.moment,
        "policies": told.policies,
        "answer": told.reach.name,
        "code": decision.code and decision.code.value,
        "reason": decision.reason,
        "line": line_of(decision.place),
        "credential": told.person.refused,
        "facts": list(explanation.facts),
        "layers": [_layer(layer) for layer in told.layers],
        "record": _record(told.record),
        "booking": booking,
        "wouldChange": [
            *(_change("PERSON", flip.words, flip.reach) for flip in told.of_person),
            *(_change("PLACE", flip.portal, flip.reach) for flip in told.of_place),
            *(
                _change("TIME", flip.moment.isoformat(), flip.after)
                for flip in told.of_time
                if flip.moment > explanation.moment
            ),
        ],
    }


async def who_can_see(work: Work, given: Mapping[str, Any], _: Entities) -> dict[str, Any]:
    """Say in words and numbers who sees something here."""
    portal = work.portal
    try:
        then, now = await _then(work, given)
        policies = then.policies
        question = _question(then, given["subject"])
    except (NotAsked, UnknownSubject) as reason:
        return _unanswered(VISIBILITY, reason)
    network = policies.tree.root(portal)
    asks = question.right is not None
    groups = await find_groups(work.connection, network, now, with_rights=asks)
    counts = reached(question, Moment(policies, now), portal, groups)
    return {
        "problem": None,
        "subject": question.name,
        "moment": now,
        "policies": policies.hash,
        "conditions": [line.strip() for line in words_of(question, policies, portal, now)],
        "people": sum(count.people for count in counts.values()),
        "all": counts[Reach.ALL].people,
        "some": counts[Reach.SOME].people,
        "nothing": counts[Reach.NOTHING].people,
        "notSignedIn": question.reach(policies, ANONYMOUS(network), portal, now).name,
    }


async def _told(
    work: Work, given: Mapping[str, Any], entities: Entities
) -> tuple[Told, dict[str, Any] | None]:
    """Return all that is told of the question, and of the booking if one is asked about."""
    then, now = await _then(work, given)
    policies, question = then.policies, _question(then, given["subject"])
    record = given.get("record")
    if record is not None and question.kind is not Kind.FIELD:
        raise NotAsked("a record is asked about with a field, such as `Event.attendees`")
    wanted = given.get("booking")
    if wanted is not None:
        _check_booking(question, given)

    async def may_see(customer: int) -> bool:
        return await find_visible(work, CUSTOMER, global_id("Customer", customer)) is not None

    person = await find_person(
        work.connection, policies, work.portal, given["viewer"].strip(), now, may_see=may_see
    )
    found = None
    if record is not None:
        kind = entities.get(question.field[0])
        seen = isinstance(kind, Entity) and await find_visible(work, kind, record, entities)
        if not seen:
            raise NobodyFound(f"there is no record `{record}`")
        found = await find_record(
            work.connection, entities, policies, person, work.portal, question, record, now
        )
    told = tell(question, policies, person, work.portal, now, found, is_told=then.holds_at)
    if wanted is None:
        return told, None
    return told, await inquire_booking(work, wanted, entities, policies, person)


def _check_booking(question: Question, given: Mapping[str, Any]) -> None:
    """See to it that a booking is asked about with what it takes to foretell one."""
    if question.name != CREATE_BOOKING:
        raise NotAsked(f"a booking is asked about with the subject `{CREATE_BOOKING}`")
    if given.get("when") is not None:
        raise NotAsked("a booking is asked about as of now, without `when`")
    if not is_in_database(given["viewer"].strip()):
        raise NotAsked("whoever books is a customer: give their id or e-mail address")


def _question(then: Then, name: str) -> Question:
    question = with_right(Question(kind_of(name), name))
    question.check(then.policies)
    return question


async def _then(work: Work, given: Mapping[str, Any]) -> tuple[Then, dt.datetime]:
    """Return the moment that is asked about, and the policies that were in force then."""
    moment, portal = _moment(work, given), work.portal
    try:
        then: Then = await work.services.at(work.connection, work.policies, moment, work.now)
    except SetUnusable:
        raise NotAsked("the policies of that moment cannot be read by this version") from None
    tree = then.policies.tree
    if portal not in tree or tree.root(portal) != work.tree.root(portal):
        raise NotAsked(f"there was no location `{portal}` in this network at that moment")
    return then, moment


def _moment(work: Work, given: Mapping[str, Any]) -> dt.datetime:
    when = given.get("when")
    if when is None:
        return work.now
    try:
        return read_moment(when, work.tree[work.portal].timezone)
    except NoMoment:
        raise NotAsked(f"`{when}` is no moment; write 2026-10-03 or 2026-10-03T09:00") from None


def _unanswered(fields: tuple[str, ...], reason: Exception) -> dict[str, Any]:
    return {**dict.fromkeys(fields), "problem": str(reason)}


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "name": layer.name,
        "verdict": layer.verdict.name,
        "sentence": layer.sentence,
        "lines": [line.strip() for line in links_of(layer)],
    }


def _record(record: RecordExplanation | None) -> dict[str, Any] | None:
    if record is None:
        return None
    verdicts = {True: Verdict.YES, False: Verdict.NO, None: Verdict.UNASKED}
    return {
        "visible": record.visible,
        "location": record.location,
        "layers": [
            {
                "name": layer.name,
                "verdict": verdicts[layer.holds].name,
                "sentence": layer.sentence,
                "lines": [],
            }
            for layer in record.layers
        ],
    }


def _change(of: str, words: str, reach: Reach) -> dict[str, Any]:
    return {"of": of, "change": words, "answer": reach.name}


EXPLAIN = Inquiry("Explanation", "policy.explain", explain)
WHO_CAN_SEE = Inquiry("Visibility", "policy.who-can-see", who_can_see)
