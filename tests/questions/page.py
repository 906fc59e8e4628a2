"""The page that a question's snapshot holds: who reads what, and the SQL that it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tests.questions.asking import Asking, Reply
from tests.questions.people import Person
from tests.questions.question import Question
from tests.questions.screen import cells, screen
from tests.questions.sql import laid_out, tables

Asker = tuple[Person, str]
Replies = Mapping[Asker, Reply]


def page(question: Question, sqlite: Asking, postgresql: Asking) -> str:
    """Write the whole page; the answers are those of SQLite, the SQL is that of both."""
    askers = sqlite.askers(question)
    replies = {asker: sqlite.ask(question, *asker) for asker in askers}
    lines = [f"# {question.name.replace('-', ' ').capitalize()}", "", question.purpose, ""]
    screens = grouped(askers, {asker: screen(replies[asker].answer) for asker in askers})
    for number, (text, group) in enumerate(screens.items(), start=1):
        lines += [f"## Answer {number}", "", *_who(group, askers), "", *_fenced(text, ""), ""]
    lines += ["## SQL", "", *_plans(askers, replies)]
    shown: dict[tuple[str, ...], str] = {}
    for words, asker in _extremes(askers, replies).items():
        person, portal = asker
        lines += ["", f"### {words}: {person}, at {portal}", ""]
        texts = replies[asker].texts
        if texts in shown:
            lines.append(f"As above, for the {shown[texts]}.")
        elif not texts:
            lines.append("No statement.")
        else:
            shown[texts] = words.lower()
            lines += _statements("SQLite", texts)
            lines += ["", *_statements("PostgreSQL", postgresql.ask(question, *asker).texts)]
    return "\n".join(lines) + "\n"


def grouped(askers: Iterable[Asker], read: Mapping[Asker, str]) -> dict[str, list[Asker]]:
    """Put those together who read the same, in the order in which they ask."""
    groups: dict[str, list[Asker]] = defaultdict(list)
    for asker in askers:
        groups[read[asker]].append(asker)
    return groups


def _who(group: Sequence[Asker], askers: Sequence[Asker]) -> list[str]:
    """Name those in *group*, portals at which they are the same people in one line."""
    portals = dict.fromkeys(portal for _, portal in group)
    lines: dict[str, list[str]] = defaultdict(list)
    for portal in portals:
        people = [person for person, at in group if at == portal]
        everybody = [person for person, at in askers if at == portal]
        names = "everybody" if people == everybody else ", ".join(map(str, people))
        lines[names].append(portal)
    return [f"- at {' and '.join(portals)}: {names}" for names, portals in lines.items()]


def _plans(askers: Sequence[Asker], replies: Replies) -> list[str]:
    """List the different plans: what each reads, and whom it serves."""
    groups: dict[tuple[str, ...], list[Asker]] = defaultdict(list)
    for asker in askers:
        groups[replies[asker].texts].append(asker)
    lines = []
    for number, (texts, group) in enumerate(groups.items(), start=1):
        names = sorted({table for text in texts for table in tables(text).values()})
        over = f" over {', '.join(names)}" if names else ""
        statements = "1 statement" if len(texts) == 1 else f"{len(texts) or 'no'} statements"
        lines.append(f"Plan {number}, {statements}{over}, for {len(group)} of {len(askers)}:")
        lines += ["", *_who(group, askers), ""]
    return lines[:-1]


def _extremes(askers: Sequence[Asker], replies: Replies) -> dict[str, Asker]:
    """Find who reads the most and who the least; of several the first."""
    count = {asker: cells(replies[asker].answer["data"]) for asker in askers}
    return {
        "Most open": max(askers, key=count.__getitem__),
        "Most closed": min(askers, key=count.__getitem__),
    }


def _statements(database: str, texts: Iterable[str]) -> list[str]:
    lines = [f"{database}:", ""]
    return [*lines, *_fenced("\n\n".join(map(laid_out, texts)), "sql")]


def _fenced(text: str, language: str) -> list[str]:
    return [f"```{language}", text, "```"]
