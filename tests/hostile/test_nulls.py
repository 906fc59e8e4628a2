"""What need not be given may be null: many clients write out every variable that they know."""

from __future__ import annotations

import orjson
import pytest

from tests.hostile.inputs import GRAPH, document_of, least, optional
from tests.hostile.town import Town

ACTING = ("member", "front desk", "studio manager", "network admin")
UNREAD = {"signIn", "signInWithProvider", "verifyEmail", "signUp"}
"""Mutations that read a password, or write to an address, before all else."""

MUTATIONS = [
    pytest.param(name, optional(name), id=name)
    for name, field in (GRAPH.mutation_type.fields if GRAPH.mutation_type else {}).items()
    if field.args and name not in UNREAD and optional(name)
]


@pytest.mark.parametrize(("name", "paths"), MUTATIONS)
def test_what_need_not_be_given_may_be_null(here: Town, name: str, paths: list[str]) -> None:
    """It is done as without it, or refused in words; in no mutation does anything break."""
    document = document_of(name)
    for person in ACTING:
        given = least(here, person, name)
        for path in paths:
            answer = orjson.loads(here.ask(person, document, {"input": {**given, path: None}}))
            assert answer.keys() <= {"data", "extensions"}, (person, path, answer)
