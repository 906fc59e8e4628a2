"""Digests: the same for the same values, in whatever order sets and mappings have them."""

from __future__ import annotations

import hashlib
import json

from access.canonical import digest, digest_of_names
from documents.steps import pausing

FILES = [("a.yaml", {"b": [1, None], "a": True}), ("ä.yaml", {})]


def test_a_digest_is_that_of_the_plain_text() -> None:
    """However it is taken apart on the way."""
    text = '[[["a.yaml",{"a":true,"b":[1,null]}],["ä.yaml",{}]],["x","y"]]'
    assert json.loads(text) == json.loads(json.dumps([FILES, ["x", "y"]]))
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert digest(FILES, frozenset("yx")) == expected


def test_many_files_are_many_steps() -> None:
    """Ten thousand of them in one go would keep requests waiting."""
    steps: list[None] = []
    with pausing(lambda: steps.append(None)):
        digest([*FILES] * 10)
    assert len(steps) > 20


def test_names_have_no_order() -> None:
    """Equal sets have equal digests, and others have others."""
    names = [str(number) for number in range(100)]
    assert digest_of_names(frozenset(names)) == digest_of_names(frozenset(reversed(names)))
    assert digest_of_names(frozenset(names)) != digest_of_names(frozenset(names[1:]))
