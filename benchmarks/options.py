"""What measurements are asked for on their command lines, and how they end."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import NoReturn

from rich.console import Console

from tests.databases import KINDS


def parser_of(name: str, description: str | None) -> argparse.ArgumentParser:
    """Return the parser of `python -m benchmarks.name`, described by the first paragraph."""
    return argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}", description=(description or "").partition("\n\n")[0]
    )


def add_databases(parser: argparse.ArgumentParser, default: Sequence[str] = KINDS) -> None:
    """Let the kinds of databases be chosen that are measured on."""
    parser.add_argument(
        "--databases", nargs="+", default=list(default), choices=KINDS,
        help="which databases to measure on",
    )  # fmt: skip


def finish(problems: Iterable[str], console: Console) -> NoReturn:
    """Print what is not as it should be; end with 1 where there is anything."""
    found = list(problems)
    for each in found:
        console.print(each, markup=False)
    raise SystemExit(1 if found else 0)
