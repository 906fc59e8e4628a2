"""Everything that is told about one question: the explanation, the record, what would change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from access.explanations import Explanation, explain
from access.layer import Layer, Verdict
from access.person_flips import PersonFlip, person_flips
from access.place_flips import PlaceFlip, place_flips
from access.policy_set import PolicySet
from access.questions import Question, Reach
from access.time_flips import BEGINNING, Known, TimeFlip, time_flips
from planning.entities import Entity, TreeEntity
from planning.ids import record_key
from planning.record_layers import RecordExplanation, explain_record
from resolvers.persons import NobodyFound, Person
from store.databases import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that is said about one question; `policies` is the hash of those that say so."""

    policies: str
    explanation: Explanation
    person: Person
    of_person: tuple[PersonFlip, ...]
    of_place: tuple[PlaceFlip, ...]
    of_time: tuple[TimeFlip, ...]
    record: RecordExplanation | None = None

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, the first of which is about the credential itself."""
        layers = self.explanation.layers
        if self.person.refused is None:
            return layers
        refused = Layer("credential", Verdict.NO, f"none works: {self.person.refused}")
        return (refused, *layers[1:])

    @property
    def reach(self) -> Reach:
        """How far the answer reaches for this person: nowhere without a credential that works."""
        return Reach.NOTHING if self.person.refused else self.explanation.reach


def tell(
    question: Question,
    policies: PolicySet,
    person: Person,
    portal: str,
    now: dt.datetime,
    record: RecordExplanation | None = None,
    *,
    is_told: Callable[[dt.datetime], bool] = lambda moment: True,
) -> Told:
    """Explain what *policies* answer *person* at *portal* at the moment *now*.

    Of the moments at which the answer changes those are told of which *is_told* says so.
    """
    viewer = person.viewer
    history = list(person.history) or [Known(BEGINNING, viewer)]
    return Told(
        policies.hash,
        explain(question, policies, viewer, portal, now),
        person,
        tuple(person_flips(question, policies, viewer, portal, now)),
        tuple(place_flips(question, policies, viewer, portal, now)),
        tuple(
            flip
            for flip in time_flips(question, policies, history, portal)
            if is_told(flip.moment)
        ),
        record,
    )


async def find_record(
    connection: Connection,
    entities: Mapping[str, Entity | TreeEntity],
    policies: PolicySet,
    person: Person,
    portal: str,
    question: Question,
    record: str,
    now: dt.datetime,
) -> RecordExplanation:
    """Explain the very record that the global id *record* names.

    Raises:
        NobodyFound: there is none, or it is no row.
    """
    name, field = question.field
    key = record_key(record, name)
    if key is None:
        raise NobodyFound(f"`{record}` is no id of a record of `{name}`; write `{name}:812`")
    mask = policies.mask(person.viewer, portal, now)
    values = policies.bindings(mask, person.viewer)
    try:
        found = await explain_record(connection, entities, (name, field, key), mask, values, now)
    except KeyError:
        raise NobodyFound(f"`{name}` has no records: it is read from `locations/`") from None
    if found is None:
        raise NobodyFound(f"there is no record `{record}` in `{policies.tree.root(portal)}`")
    return found
