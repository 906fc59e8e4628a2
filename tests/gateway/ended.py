"""How a command ended, as its tests look at it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from gateway.command import main

LINE = re.compile(r"((?:policies|locations)/(?:tests/)?[\w-]+\.yaml):[0-9]+(?::[0-9]+)?")
HUNK = re.compile(r"^@@ .* @@$", re.MULTILINE)
HASHES = re.compile(r"\b[0-9a-f]{8} → [0-9a-f]{8}\b")


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its result, for machines."""
        return orjson.loads(self.out)

    @property
    def screen(self) -> str:
        """What an operator reads, without the numbers that any edit of a file would change."""
        text = HUNK.sub("@@", LINE.sub(r"\1:LINE", self.out + self.err))
        return HASHES.sub("OLD → NEW", text)


Portal = Callable[..., Ended]
"""Runs the command with arguments."""


def in_process(capsys: pytest.CaptureFixture[str]) -> Portal:
    """Return what runs the command in this process."""

    def run(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run
