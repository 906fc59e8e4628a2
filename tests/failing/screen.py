"""What an operator reads about a root folder that does not hold."""

from __future__ import annotations

from pathlib import Path

from documents.folders import read_root


def screen_of(root: Path) -> str:
    """Return every problem of *root* as an operator reads them; nothing where there is none."""
    problems = read_root(root).problems
    if not problems:
        return ""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n".join([*map(str, problems), count, ""])
