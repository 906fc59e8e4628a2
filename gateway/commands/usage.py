"""What is wrong with an option, in our words: the library's own are about its types."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperGroup

_IN_OUR_WORDS = (
    (re.compile(r"(?:Value error, )?'(.*)' is not one of (.*?)\.?", re.DOTALL),
     r"`\1` is none of \2"),
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"write \1 or more"),
    (re.compile(r"Input should be less than or equal to (\S+)"), r"write \1 or less"),
    (re.compile(r"Input should be a valid integer.*", re.DOTALL), r"write a whole number"),
    (re.compile(r"Input should be a valid number.*", re.DOTALL), r"write a number"),
)  # fmt: skip


class Commands(TyperGroup):
    """The commands; what is wrong with what they are given is said as everything else is."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named.

        Raises:
            typer.BadParameter: an option holds what it cannot hold.
        """
        try:
            return super().invoke(ctx)
        except typer.BadParameter as refused:
            refused.message = in_our_words(refused.message)
            raise


def in_our_words(message: str) -> str:
    """Say what to write, where the library says what its types would take."""
    for pattern, ours in _IN_OUR_WORDS:
        found = pattern.fullmatch(message)
        if found is not None:
            return found.expand(ours)
    return message
