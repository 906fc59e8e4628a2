"""Small pieces of Python syntax, from which a plan's assembler is made.

The assembler is built as a syntax tree and never as text: names and keys of a request stand in it
as constants, so nothing that a client writes can become code.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from types import CodeType
from typing import Any

Code = ast.expr


def constant(value: str | int | None) -> Code:
    """Return the expression of a constant."""
    return ast.Constant(value)


def name(identifier: str) -> Code:
    """Return the expression that reads a variable."""
    return ast.Name(identifier, ast.Load())


def call(function: str, *arguments: Code) -> Code:
    """Return the expression that calls a function by its name in the module."""
    return ast.Call(name(function), list(arguments), [])


def item(container: str, key: Code) -> Code:
    """Return the expression `container[key]`."""
    return ast.Subscript(name(container), key, ast.Load())


def joined(prefix: str, value: Code) -> Code:
    """Return the expression that puts a constant before a value's text."""
    return ast.JoinedStr([ast.Constant(prefix), ast.FormattedValue(value, -1)])


def mapping(pairs: Iterable[tuple[str, Code]]) -> Code:
    """Return a dict display with constant keys."""
    keys, values = [], []
    for key, value in pairs:
        keys.append(ast.Constant(key))
        values.append(value)
    return ast.Dict(list(keys), values)


def unless_none(variable: str, value: Code) -> Code:
    """Return `value if variable is not None else None`."""
    test = ast.Compare(name(variable), [ast.IsNot()], [ast.Constant(None)])
    return ast.IfExp(test, value, ast.Constant(None))


def known_by(variable: str, value: Code, known: str) -> Code:
    """Return the *value* that depends on *variable* alone, from the dict *known* if it is there."""
    key = name(variable)
    new = ast.Call(ast.Attribute(name(known), "setdefault", ast.Load()), [key, value], [])
    return ast.IfExp(ast.Compare(key, [ast.In()], [name(known)]), item(known, key), new)


def where(variable: str, value: Code) -> Code:
    """Return `value if variable else None`."""
    return ast.IfExp(name(variable), value, ast.Constant(None))


def row_pattern(names: Sequence[str]) -> ast.expr:
    """Return the target that takes a row apart."""
    return ast.Tuple([ast.Name(each, ast.Store()) for each in names], ast.Store())


def listing(value: Code, row: ast.expr, rows: Code) -> Code:
    """Return `[value for row in rows]`."""
    return ast.ListComp(value, [ast.comprehension(row, rows, [], 0)])


def first_of(value: Code, row: ast.expr, rows: Code) -> list[ast.stmt]:
    """Return the statements that return the first row's value, or None."""
    loop = ast.For(row, rows, [ast.Return(value)], [])
    return [loop, ast.Return(ast.Constant(None))]


def outer_names(value: Code, row: ast.expr) -> set[str]:
    """Return the names that *value* reads and neither *row* nor *value* itself binds."""
    names = [each for part in (value, row) for each in ast.walk(part) if isinstance(each, ast.Name)]
    bound = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    return {each.id for each in names} - bound


class Module:
    """The functions of one assembler, and the constants that they use."""

    def __init__(self, constants: dict[str, Any]) -> None:
        self._constants = dict(constants)
        self._functions: list[ast.stmt] = []
        self._begin: dict[str, Code] = {}

    def keep(self, value: Any) -> str:
        """Make *value* available to the functions; return the name it has there."""
        identifier = f"k{len(self._constants)}"
        self._constants[identifier] = value
        return identifier

    def once(self, function: str) -> str:
        """Name a dict with what *function* makes of a value, worked out once a request.

        *function* takes `run` and the value.
        """
        return self._at_hand(f"once_{function}", call("once", name("run"), name(function)))

    def record(self) -> str:
        """Name a dict for records that several rows lead to, by their key; of no key is None."""
        none = ast.Constant(None)
        return self._at_hand(f"records_{len(self._begin)}", ast.Dict([none], [none]))

    def _at_hand(self, identifier: str, value: Code) -> str:
        """Make a variable that each function which uses it begins with."""
        self._begin[identifier] = value
        return identifier

    def define(self, identifier: str, arguments: Sequence[str], body: list[ast.stmt]) -> str:
        """Add a function; return its name."""
        used = {each.id for part in body for each in ast.walk(part) if isinstance(each, ast.Name)}
        begin: list[ast.stmt] = [
            ast.Assign([ast.Name(each, ast.Store())], value)
            for each, value in self._begin.items() if each in used
        ]
        signature = ast.arguments(
            posonlyargs=[], args=[ast.arg(each) for each in arguments], kwonlyargs=[],
            kw_defaults=[], defaults=[],
        )
        self._functions.append(ast.FunctionDef(identifier, signature, [*begin, *body], []))
        return identifier

    def __contains__(self, identifier: str) -> bool:
        """Whether a name means the same in all rows."""
        return identifier in self._constants or identifier in self._begin

    def load(self) -> None:
        """Compile the functions, once all are defined."""
        tree = ast.fix_missing_locations(ast.Module(self._functions, []))
        compiled: CodeType = compile(tree, "<plan>", "exec")
        exec(compiled, self._constants)  # noqa: S102 - a tree of our own, constants only

    def __getitem__(self, identifier: str) -> Callable[..., Any]:
        """Return a function of the loaded module."""
        return self._constants[identifier]  # type: ignore[no-any-return]
