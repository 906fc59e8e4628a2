"""The policy on paper as a page: whole in itself, readable by everybody, and nothing made up."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from access.cards import card_of
from access.matrices import matrices
from access.policy_set import PolicySet
from access.viewer import Viewer
from gateway.commands.matrix_html import card_html
from gateway.commands.matrix_screen import cell_of
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from tests.gateway.commands.conftest import NOON
from tests.gateway.ended import Portal

ADDRESS = re.compile(r"""(?:src|href|action|data)\s*=|url\(|@import|<script""")


class Read(HTMLParser):
    """What a page says to somebody who hears it: headings, cells of tables, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.cells: list[str] = []
        self.feed(page)
        assert not self.open, "every element ends"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What began last ends first."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect the text, and the cells apart."""
        if "style" in self.open:
            return
        self.text += data
        if "td" in self.open:
            self.cells.append(data)


@pytest.mark.parametrize("command", [["card", "berlin-mitte"], ["matrix"]])
def test_a_page_is_whole_in_itself(portal: Portal, command: list[str]) -> None:
    """Nothing is fetched; it names its language, its title, and what each row and column is."""
    page = portal(*command, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert not ADDRESS.search(page)
    read = Read(page)
    assert ("html", {"lang": "en"}) in read.tags
    assert [tag for tag, _ in read.tags].count("h1") == 1
    headers = [attributes for tag, attributes in read.tags if tag == "th"]
    assert {each["scope"] for each in headers if each.get("scope")} == {"row", "col"}
    assert all("scope" in each for each in headers)
    tables = [tag for tag, _ in read.tags].count("table")
    assert [tag for tag, _ in read.tags].count("caption") == tables


def test_a_card_says_what_the_terminal_says(portal: Portal, policies: PolicySet) -> None:
    """Every sentence and every cell, from one source."""
    when = ["--when", "2026-11-22T12:00"]
    read = Read(portal("card", "ghent-docks", "--format", "html", *when).out)
    card = card_of(policies, "ghent-docks", NOON)
    for chapter in card.chapters:
        assert chapter.title in read.text
        for sentence in chapter.sentences:
            assert sentence.replace("`", "") in unescape(read.text).replace("`", "")
    assert read.cells == [
        cell for _, codes in card.matrix.rows for cell in map(cell_of, card.matrix.kinds, codes)
    ]


def test_the_matrix_is_that_of_all_locations(portal: Portal, policies: PolicySet) -> None:
    """Each table once, in the order of the terminal's."""
    read = Read(portal("matrix", "--format", "html", "--when", "2026-11-22T12:00").out)
    found = [
        cell
        for matrix in matrices(policies, NOON)
        for _, codes in matrix.rows
        for cell in map(cell_of, matrix.kinds, codes)
    ]
    assert read.cells == found


def test_words_of_operators_stay_words(root: Path) -> None:
    """A name or a reason that looks like HTML is shown as it is written."""
    path = root / "locations" / "ghent-docks.yaml"
    text = path.read_text().replace("name: Ghent Docks", 'name: "<b onload=x>Docks</b>"')
    assert "<b onload" in text
    path.write_text(text)
    loaded = load_policies(root, graph_shape())
    assert loaded.current is not None
    page = card_html(card_of(loaded.current.policies, "ghent-docks", NOON), "0")
    assert "<b onload" not in page
    assert "<b onload=x>Docks</b>" in Read(page).text


def test_a_card_says_of_staff_what_holds_of_them(policies: PolicySet) -> None:
    """Being suspended as a customer takes no permission away, and no sentence says that it does."""
    card = card_of(policies, "harbour", NOON)
    (said,) = [chapter.sentences for chapter in card.chapters if chapter.title.endswith("be done")]
    roles = policies.layers.rules.staff.roles
    asked = 0
    for sentence in said:
        action, _, words = sentence.partition(": ")
        named = set(re.findall(r"`([^`]+)`", words))
        for role, permissions in roles.items():
            if named & permissions:
                viewer = Viewer("harbour", 1, suspended=True, staff=frozenset({(role, "harbour")}))
                assert policies.decide(action, viewer, "harbour", NOON)
                assert "unless" not in words.rpartition("staff with")[2]
                asked += 1
    assert asked > 50
