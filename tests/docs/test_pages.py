"""The pages as pages: links lead somewhere, commands exist, messages are those that are read."""

from __future__ import annotations

import re

import pytest
import typer

from access.levels import SECTIONS
from documents.reference import reference
from documents.schemas import KINDS, flat_schema_of
from gateway.command import portal
from tests.docs.pages import HOUSE, PAGES, Block, all_blocks, anchors, links, table, text_of

OURS = ("portal", "scripts/serve", "scripts/test", "scripts/check", "scripts/reference")
OTHERS = ("curl", "docker", "source", "export", "python", "sqlite3")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """To a file that is there and, where they name one, to a heading in it."""
    for link in links(page):
        if link.startswith("https://"):
            continue
        target, _, place = link.partition("#")
        path = (HOUSE / page).parent / target if target else HOUSE / page
        assert path.exists(), link
        if place:
            assert place in anchors(str(path.resolve().relative_to(HOUSE))), link


@pytest.mark.parametrize("page", [page for page in PAGES if page != "README.md"])
def test_the_readme_leads_to_every_page(page: str) -> None:
    """No page is for those alone who know that it exists."""
    assert page in set(links("README.md"))


@pytest.mark.parametrize("block", all_blocks("bash"), ids=str)
def test_commands_can_be_typed(block: Block) -> None:
    """Each line begins with a program that is there, and takes the options that it is given."""
    known = typer.main.get_command(portal()).commands  # type: ignore[attr-defined]
    text = re.sub(r"'[^']*'|\"[^\"]*\"", "''", block.text.replace("\\\n", " "))
    for line in text.splitlines():
        words = line.split("#")[0].split()
        assert words, block
        assert words[0] in (*OURS, *OTHERS), line
        if words[0] not in OURS:
            continue
        if words[0] == "portal":
            name = words[1]
        elif words[0] == "scripts/serve":
            name = "serve"
        else:
            assert (HOUSE / words[0]).is_file()
            continue
        assert name in known, line
        of_all = [known[name], *getattr(known[name], "commands", {}).values()]
        parameters = [parameter for each in of_all for parameter in each.params]
        taken = {option for parameter in parameters for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= taken, line


def test_the_reference_is_current() -> None:
    """It says what the schemas say; `scripts/reference` writes it anew."""
    assert text_of("docs/policy-reference.md") == reference()


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_names_every_key(kind: str) -> None:
    """Each key of each kind of file has a row of its own, or stands below one that it is like."""
    chapter = reference().split(f"## `{flat_schema_of(kind)['title'].partition(': ')[0]}`")[1]
    named = {row[0].strip("*`").split(" › ")[-1] for row in table(chapter.split("\n## ")[0])}

    def keys(part: object) -> set[str]:
        if isinstance(part, list):
            return set().union(*map(keys, part))
        if not isinstance(part, dict):
            return set()
        below = ("properties", "additionalProperties", "items", "oneOf", "anyOf")
        own = set(part.get("properties", ()))
        parts = [*part.get("properties", {}).values(), *(part.get(key) for key in below[1:])]
        return own.union(*map(keys, parts))

    assert keys(flat_schema_of(kind)) <= named
    assert kind != "portal" or set(SECTIONS) <= named


def recorded() -> str:
    """Everything that operators are known to read, as the tests of those rooms recorded it."""
    places = [
        *(HOUSE / "tests/failing").glob("*/screen.txt"),
        *(HOUSE / "tests/access/__snapshots__").glob("*.ambr"),
        *(HOUSE / "tests/access").glob("*.py"),
        HOUSE / "tests/gateway/policies/__snapshots__/test_unmatched.ambr",
    ]
    return "\n".join(path.read_text() for path in places)


def test_messages_are_those_that_operators_read() -> None:
    """Each sentence of the operator's guide is one that a wrong file is known to give."""
    text = text_of("docs/operators.md").split("## When something is wrong")[1]
    messages = [row[0].strip("`").strip() for row in table(text) if row[0].startswith("`")]
    assert len(messages) > 40
    known = recorded()
    assert [message for message in messages if message not in known] == []
    (screen,) = re.findall(r"```text\n(.*?)\n```", text, re.DOTALL)
    assert screen in known


def test_the_glossary_is_in_order() -> None:
    """A word is found where it is looked for, once."""
    words = re.findall(r"^\*\*(.+?)\.\*\*", text_of("docs/glossary.md"), re.MULTILINE)
    assert len(words) > 30
    assert words == sorted(set(words), key=str.lower)


def test_decisions_are_numbered() -> None:
    """From one on, without a gap, so that others can refer to them."""
    numbers = re.findall(r"^\*\*(\d+)\. ", text_of("docs/decisions.md"), re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


def test_the_changelog_is_kept() -> None:
    """Newest first, what comes next on top, one sentence a line."""
    text = text_of("CHANGELOG.md")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "[Unreleased]"
    entries = re.findall(r"^- (.+)$", text, re.MULTILINE)
    assert entries
    assert [entry for entry in entries if not entry.endswith(".")] == []


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_pages_name_no_machine(page: str) -> None:
    """No path of somebody's disk; addresses are made up, or those of standards."""
    text = text_of(page)
    assert re.findall(r"(?<![\w.:/])/(?:home|root|tmp|work|Users|var)/", text) == []
    for host in re.findall(r"https?://([^/\s`)\"\]]+)", text):
        assert host.endswith((".test", ".example", "127.0.0.1:8000")) or host in (
            "127.0.0.1:4318",  # where collectors of OpenTelemetry listen
            "keepachangelog.com",
            "semver.org",
        ), host
