"""Exit codes: what a script may rely on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; `portal --help` lists them."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    DATABASE = 3
    ENVIRONMENT = 4
    STOPPED = 130


MEANING = {
    Exit.DONE: "done, and nothing is wrong",
    Exit.PROBLEMS: "something is wrong in files or rows, what was asked for is not there, "
    "a comparison found something looser, or a test does not hold",
    Exit.USAGE: "the command was not understood",
    Exit.DATABASE: "the database cannot be reached, or has no tables yet",
    Exit.ENVIRONMENT: "the gateway is not installed properly, its secret cannot be used, "
    "or it cannot listen where it is to",
    Exit.STOPPED: "it was stopped with Ctrl-C",
}
