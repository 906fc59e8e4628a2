"""Assemblers: what several rows lead to is worked out once, and never for another request."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import orjson

from planning import code
from planning.code import Module
from planning.running import once


def assembler(make: Callable[[Any, str], Any]) -> Callable[..., list[dict[str, Any]]]:
    """Assemble rows of a record's key, its name, and a text of which *make* makes a value."""
    module = Module({"once": once})
    record = code.mapping([("name", code.name("title"))])
    body = code.mapping([
        ("record", code.known_by("key", record, module.record())),
        ("made", code.item(module.once(module.keep(make)), code.name("text"))),
    ])
    rows = code.listing(body, code.row_pattern(["key", "title", "text"]), code.name("rows"))
    module.define("assemble", ["run", "rows"], [ast.Return(rows)])
    module.load()
    return module["assemble"]


ROWS = [(1, "one", "[1]"), (2, "two", "[1]"), (None, None, "[2]"), (1, "one", "[2]")]


class Request:
    """As much of a request as assemblers ask for."""

    def __init__(self) -> None:
        self.known: dict[object, object] = {}


def test_equal_texts_are_read_once_a_request() -> None:
    """Two texts stand in four rows: each is read once, and once more in the next request."""
    read: list[str] = []

    def make(_: Any, text: str) -> Any:
        read.append(text)
        return orjson.loads(text)

    assemble = assembler(make)
    assert [row["made"] for row in assemble(Request(), ROWS)] == [[1], [1], [2], [2]]
    assert read == ["[1]", "[2]"]
    assemble(Request(), ROWS)
    assert read == ["[1]", "[2]"] * 2


def test_a_record_that_several_rows_lead_to_is_put_together_once() -> None:
    """Rows with the same key show the same record, and those without one show none."""
    assemble = assembler(lambda run, text: text)
    shown = [row["record"] for row in assemble(Request(), ROWS)]
    assert shown == [{"name": "one"}, {"name": "two"}, None, {"name": "one"}]
    assert shown[0] is shown[3]
    assert assemble(Request(), ROWS)[0]["record"] is not shown[0]


def test_a_function_begins_with_what_it_uses() -> None:
    """Another function of the same module has no part in it."""
    module = Module({"once": once})
    found = module.record()
    plain = module.define("plain", ["run"], [ast.Return(ast.Constant(1))])
    used = module.define("used", ["run"], [ast.Return(code.name(found))])
    module.load()
    assert module[plain].__code__.co_nlocals == 1
    assert module[used].__code__.co_nlocals == 2
    assert module[used](None) == {None: None}
