"""What a terminal shows: results on standard output, all else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from documents.places import Problem

if TYPE_CHECKING:
    from rich.console import Console


@cache
def notes() -> Console:
    """Return standard error as Rich has it, which is imported for what needs colors alone."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False)


def note(text: str) -> None:
    """Tell the person at the terminal something that is not the result.

    What cannot be told, since the disk is full or nobody reads it, keeps nobody from their work.
    """
    with suppress(OSError):
        sys.stderr.write(f"{text}\n")


def fail(text: str) -> None:
    """Say why a command did not do what it was asked to."""
    from rich.text import Text

    notes().print(Text(text, style="red"))


def print_result(text: str) -> None:
    """Write a result as it is."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def print_statements(statements: Sequence[str], remark: str) -> None:
    """Write SQL for whoever runs it by hand, and say how many statements it is, and *remark*."""
    print_result("".join(f"{statement};\n" for statement in statements))
    note(f"{len(statements)} statements. {remark}")


def print_json(content: Any) -> None:
    """Write a result for a machine."""
    print_result(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode())


def print_problems(problems: Iterable[Problem], *, style: str = "red", out: bool = False) -> None:
    """Write problems as an operator reads them: place, sentence, help."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False) if out else notes()
    for problem in problems:
        text = Text.assemble((f"{problem.place}:", "bold"), " ", (problem.message, style))
        if problem.help:
            text.append(f"\n  help: {problem.help}", style="dim")
        console.print(text)


def problem_entry(problem: Problem) -> dict[str, Any]:
    """A problem for a machine."""
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "help": problem.help,
    }
