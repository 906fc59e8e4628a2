"""Texts that cannot be kept are refused in words, by every mutation that takes one."""

from __future__ import annotations

import orjson
import pytest

from tests.hostile.inputs import GRAPH, document_of, least, texts
from tests.hostile.town import Town

ACTING = ("member", "house manager", "network admin")
ODD = {"NUL": "a long word\x00and more", "running backwards": "a long word \u202eand more"}
ANY_TEXT = {"password", "current", "new"}
"""A password may be anything that can be typed: what is kept of it is its hash."""

MUTATIONS = [
    pytest.param(name, paths, id=name)
    for name, field in (GRAPH.mutation_type.fields if GRAPH.mutation_type else {}).items()
    if field.args and (paths := [each for each in texts(name) if each not in ANY_TEXT])
]


@pytest.mark.parametrize(("name", "paths"), MUTATIONS)
def test_no_mutation_keeps_a_control_character(here: Town, name: str, paths: list[str]) -> None:
    """PostgreSQL could not keep it, and what runs backwards is read as something else."""
    document = document_of(name)
    for person in ACTING:
        given = least(here, person, name)
        for path in paths:
            for kind, text in ODD.items():
                answer = orjson.loads(here.ask(person, document, {"input": {**given, path: text}}))
                assert "errors" not in answer, (person, path, kind, answer)
                assert answer["data"][name]["errors"], (person, path, kind)
