"""The README's examples, word for word: what is printed is what whoever follows it reads."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.settings import Settings
from tests.docs.asking import Visitor, curl, same, shell
from tests.docs.compared import FIELDS, PEOPLE, leaves, table
from tests.docs.conftest import filled
from tests.docs.pages import HOUSE, Block, blocks, chapter, text_of

FIVE = "One question, five kinds of people"
EDIT = "One line of YAML"
PLACES = ("berlin-mitte", "lisbon-alfama")
DAYS = ("2026-11-30", "2027-02-28", "2027-03-28", "2027-10-31", "2028-02-29")
"""Ends of months, a leap day, and the days on which clocks are changed in Europe."""


def examples(heading: str) -> list[Block]:
    """The blocks of code under *heading*."""
    text = chapter("README.md", heading)
    return [block for block in blocks("README.md") if block.text in text]


def question() -> str:
    """The query of the first example."""
    found = re.search(r"--data-urlencode 'query=(.*?)'", examples(FIVE)[0].text, re.DOTALL)
    assert found is not None
    return found[1]


def printed_tables() -> list[str]:
    """The two tables, as they stand in the page."""
    return re.findall(r"(?:^\|.*\n)+", chapter("README.md", FIVE), re.MULTILINE)


def asked(visitor: Visitor, portal: str) -> dict[str, Any]:
    """The first example's answers at *portal*."""
    responses = {who: visitor.ask(question(), email, portal) for who, email in PEOPLE.items()}
    assert {response.status_code for response in responses.values()} == {200}
    return {who: response.json() for who, response in responses.items()}


def test_one_question_five_answers(client: TestClient) -> None:
    """Each of the five gets, at both places, exactly what the tables say, and nothing else."""
    visitor = Visitor(client)
    for portal, printed in zip(PLACES, printed_tables(), strict=True):
        answers = asked(visitor, portal)
        assert table(answers) == printed
        for answer in answers.values():
            assert answer.keys() <= {"data", "extensions"}
            stems = {".".join(field.split(".")[:n]) for field in FIELDS for n in (1, 2, 3, 4)}
            assert leaves(answer["data"]) <= stems, "a field that the table does not show"
            assert all(
                ".".join(entry["path"]) in {re.sub(r"\.\d+", "", stem) for stem in stems}
                for entry in answer.get("extensions", {}).get("access", [])
            )
        assert len({json.dumps(answer) for answer in answers.values()}) == len(PEOPLE)


@pytest.mark.parametrize("day", DAYS)
def test_the_tables_hold_on_any_day(
    day: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo is told from the day on which it is filled; these answers are not."""
    today = dt.date.fromisoformat(day)
    filled(tmp_path / "portal.db", today)
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    for clock in (dt.time(0, 0, 1), dt.time(23, 59, 59)):
        now = dt.datetime.combine(today, clock, dt.UTC)
        settings = Settings(root, f"sqlite:///{tmp_path / 'portal.db'}")
        with TestClient(create_app(settings, clock=partial(_at, now))) as client:
            visitor = Visitor(client)
            found = [table(asked(visitor, portal)) for portal in PLACES]
        assert found == printed_tables()


def _at(now: dt.datetime) -> dt.datetime:
    return now


def test_the_commands_of_the_first_example(client: TestClient) -> None:
    """Frida's answer, and Ben's sign-in, from the very commands that are printed."""
    commands = [block for block in examples(FIVE) if block.language == "bash"]
    answers = [json.loads(block.text) for block in examples(FIVE) if block.language == "json"]
    assert len(commands) == len(answers) == 2
    for command, answer in zip(commands, answers, strict=True):
        response = curl(client, command.text)
        assert response.status_code == 200
        assert same(response.json(), answer), response.text


def test_one_line_of_yaml(
    client: TestClient, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The edit changes the next answer; the typo is told with its place and changes nothing."""
    caplog.set_level("INFO", "portal.policies")
    command, open_, to_member, closed, to_typo, check, screen = examples(EDIT)
    languages = [block.language for block in examples(EDIT)]
    assert languages == ["bash", "json", "diff", "json", "diff", "bash", "text"]

    def answer() -> Any:
        return curl(client, command.text).json()

    assert same(answer(), json.loads(open_.text))

    apply(root, to_member.text)
    eventually(lambda: same(answer(), json.loads(closed.text)))

    apply(root, to_typo.text)
    assert shell(check.text.strip()) == screen.text.rstrip("\n")
    *problem, count = screen.text.splitlines()
    told = "\n".join(problem)
    eventually(lambda: told in caplog.text)
    assert f"the edited policies do not hold: {count};" in caplog.text
    assert same(answer(), json.loads(closed.text))

    apply(root, reversed_(to_typo.text))
    apply(root, reversed_(to_member.text))
    eventually(lambda: same(answer(), json.loads(open_.text)))


def test_performance_is_measured_by_a_command() -> None:
    """The figures have a place of their own, below the command that they come from."""
    text = chapter("README.md", "Performance")
    assert "python -m benchmarks" in text
    assert (HOUSE / "benchmarks/__main__.py").is_file()
    assert text.index("<!-- performance -->") < text.index("<!-- /performance -->")


def test_the_rooms_are_the_folders() -> None:
    """Every folder has its line, and every line a folder."""
    listed = re.findall(r"^\| `(\w+)/` \|", chapter("README.md", "The rooms"), re.MULTILINE)
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    rooms = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    others = ["policies", "locations", "config", "docs", "scripts", "benchmarks", "deploy", "tests"]
    others += ["examples", "graphiql"]
    assert sorted(listed) == sorted([*rooms, *others])
    assert [name for name in listed if not (HOUSE / name).is_dir()] == []


def test_the_two_commands_come_first() -> None:
    """Nothing has to be known before they are run."""
    first = blocks("README.md", "bash")[0].text
    assert re.findall(r"^scripts/(\w+)", first, re.MULTILINE) == ["serve", "test"]
    assert text_of("README.md").startswith("# ")


def apply(root: Path, diff: str) -> None:
    """Edit `policies/portal.yaml` in *root* as the diff says."""
    path = root / "policies/portal.yaml"
    old, new = lines_of(diff)
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def lines_of(diff: str) -> tuple[str, str]:
    """The line before, and the line after."""
    before, after = diff.splitlines()
    assert (before[0], after[0]) == ("-", "+")
    return f"\n{before[1:]}\n", f"\n{after[1:]}\n"


def reversed_(diff: str) -> str:
    """The diff that takes *diff* back."""
    before, after = diff.splitlines()
    return f"-{after[1:]}\n+{before[1:]}"


def eventually(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until *condition* holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
