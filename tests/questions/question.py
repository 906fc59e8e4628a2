"""The questions: operations that portals send, each in a file that says what is drawn with it.

The first line is a comment: what a portal draws. Two more may follow, `# at:` with the portals
where it is asked, and `# also:` with the e-mail addresses of people who ask it beside the usual
ones. `<name>.variables.json` holds the variables. In it `{"$record": "Event", "title": "…"}` stands
for the id of the first row with these columns, and `{"$answer": "name", "path": […]}` for what the
same viewer reads there in the answer to another question.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.questions.people import FURTHER, Person

HERE = Path(__file__).parent
PORTALS = ("berlin-mitte", "berlin-kreuzberg")
_NOTE = re.compile(r"# (at|also): (.+)\n")


@dataclass(frozen=True, slots=True)
class Question:
    """One operation, where it is asked and by whom besides the usual people."""

    name: str
    text: str
    purpose: str
    portals: tuple[str, ...]
    also: tuple[Person, ...]
    variables: dict[str, Any]


def read(path: Path) -> Question:
    """Read the question that stands in *path*."""
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    assert first.startswith("# "), f"{path.name} does not say what a portal draws with it"
    notes = {key: tuple(words.split(", ")) for key, words in _NOTE.findall(text)}
    variables = path.with_suffix(".variables.json")
    return Question(
        name=path.stem,
        text=text,
        purpose=first.removeprefix("# "),
        portals=notes.get("at", PORTALS),
        also=tuple(FURTHER[email] for email in notes.get("also", ())),
        variables=json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {},
    )


QUESTIONS = {path.stem: read(path) for path in sorted(HERE.glob("*.graphql"))}
