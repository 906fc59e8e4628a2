"""Caches: bounded in number and in bytes, whatever is asked."""

from __future__ import annotations

import pytest

from planning.cache import Cache
from planning.limits import Limits
from planning.operations import choose, read_document, size_of
from schema.graph import build_schema


def test_what_was_used_longest_ago_goes() -> None:
    """By number."""
    cache: Cache[int, str] = Cache(2)
    cache.put(1, "a")
    cache.put(2, "b")
    assert cache.get(1) == "a"
    cache.put(3, "c")
    assert [key in cache for key in (1, 2, 3)] == [True, False, True]


@pytest.mark.parametrize("size", [1, 10, 100, 125])
def test_the_bytes_are_bounded(size: int) -> None:
    """A hundred thousand values later as after ten."""
    cache: Cache[int, str] = Cache(10_000, 1_000)
    for number in range(100_000):
        cache.put(number, "value", size)
        assert cache.weight <= 1_000
    assert len(cache) == 1_000 // size
    assert cache.weight == len(cache) * size


def test_what_is_too_large_by_itself_drives_nothing_out() -> None:
    """One enormous document does not empty the cache for everybody."""
    cache: Cache[int, str] = Cache(10, 1_000)
    cache.put(1, "small", 10)
    assert cache.put(2, "large", 126) == "large"
    assert 1 in cache
    assert 2 not in cache


def test_a_value_put_twice_weighs_once() -> None:
    """With its newer weight."""
    cache: Cache[int, str] = Cache(10, 1_000)
    cache.put(1, "a", 100)
    cache.put(1, "b", 30)
    assert cache.weight == 30
    assert cache.get(1) == "b"


def test_what_is_put_again_is_used_last() -> None:
    """It took the place of an older value, and is not the next to go."""
    cache: Cache[int, str] = Cache(2)
    for key in (1, 2, 1, 3):
        cache.put(key, "value")
    assert [key in cache for key in (1, 2, 3)] == [True, False, True]


def test_a_value_that_grew_too_large_leaves_no_older_one_behind() -> None:
    """Whoever asks is not answered by what was so before."""
    cache: Cache[int, str] = Cache(10, 1_000)
    cache.put(1, "before", 10)
    cache.put(1, "after", 126)
    assert cache.get(1) is None
    assert cache.weight == 0


def test_a_document_is_weighed_by_its_words() -> None:
    """What it takes in memory grows with them, and with its text."""
    schema = build_schema()._schema
    short, long = "{ portal { name } }", "{ portal { " + "name " * 100 + "} }"
    text = '{ node(id: "' + "x" * 10_000 + '") { id } }'
    sizes = []
    for query in (short, long, text):
        document = read_document(query, schema, Limits())
        operation = choose(document, None, schema)
        assert operation.size == size_of(document, query)
        assert operation.length == len(query)
        sizes.append(operation.size)
    assert sizes[1] > 10 * sizes[0]
    assert sizes[2] > sizes[0] + 10_000
