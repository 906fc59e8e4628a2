"""What is hidden and what is not there are the same to whoever asks, byte for byte.

Generated from the graph: every type that has ids, every mutation that takes one, as anybody.
"""

from __future__ import annotations

from collections import Counter

import orjson
import pytest
from graphql import get_named_type

from tests.hostile.inputs import GRAPH, document_of, least, with_id
from tests.hostile.records import MOST, NODE, hidden, types_meant
from tests.hostile.town import PEOPLE, Town

LOOKED_AT = {
    ("bookResource", "teamId"): b"for this team",
    ("bookSeries", "teamId"): b"at none of these times",
    ("moveCrmCard", "customerId"): b"no such stage",  # which is asked first, and hidden as well
}
"""What is said where an id is looked at, if it is not the name of the input."""

ACTING = ("anonymous in Ghent", "member", "front desk", "house manager", "studio manager")


def test_a_hidden_record_is_answered_like_one_that_is_not_there(here: Town) -> None:
    """By `node`, for every type and everybody; and each type is hidden from somebody."""
    lacking, shown = Counter[str](), Counter[str]()
    for type_name in here.ids:
        for person in PEOPLE:
            absent = here.ask(person, NODE, {"id": here.absent(type_name)})
            for record in here.some(type_name, MOST):
                answer = here.ask(person, NODE, {"id": record})
                if orjson.loads(answer).get("data", {}).get("node") is None:
                    assert answer == absent, (person, record)
                    lacking[type_name] += 1
                else:
                    shown[type_name] += 1
    there = {name for name, ids in here.ids.items() if ids}
    assert there - lacking.keys() == set(), "nobody lacks them"
    assert len(shown) > len(there) / 2, f"nobody sees {sorted(there - shown.keys())}"


MUTATIONS = [
    pytest.param(name, path, id=f"{name}-{path}")
    for name, field in (GRAPH.mutation_type.fields if GRAPH.mutation_type else {}).items()
    if not name.startswith(("signIn", "verifyEmail"))  # which ask for a password before all else
    for path in [
        key
        for argument in field.args.values()
        for key, each in getattr(get_named_type(argument.type), "fields", {}).items()
        if get_named_type(each.type).name == "ID"
    ]
]


@pytest.mark.parametrize(("name", "path"), MUTATIONS)
def test_a_mutation_is_answered_alike(here: Town, name: str, path: str) -> None:
    """Whatever it is told to change: the id of a hidden record says no more than one of none."""
    document = document_of(name)
    asked, looked_at = 0, False
    for type_name in types_meant(path):
        for person in ACTING:
            given = least(here, person, name)
            absent = here.ask(person, document, with_id(given, path, here.absent(type_name)))
            told = LOOKED_AT.get((name, path), f'"field":"{path}"'.encode())
            looked_at = looked_at or told in absent
            for record in hidden(here, type_name, person):
                answer = here.ask(person, document, with_id(given, path, record))
                assert answer == absent, (person, record)
                asked += 1
    assert asked, f"nothing that `{path}` may mean is hidden from anybody"
    assert looked_at, f"nobody gets as far as `{path}`"
