"""The pages that people read, taken apart: blocks of code, tables, links, and who asked what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (HOUSE / "docs").glob("*.md")))

_BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^\n]*?) -->\n\n?)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code; *note* is the comment right above it, which readers do not see."""

    page: str
    line: int
    language: str
    text: str
    note: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def text_of(page: str) -> str:
    """The text of a page."""
    return (HOUSE / page).read_text()


def blocks(page: str, *languages: str) -> list[Block]:
    """The blocks of *page* in these languages; all of them where none is named."""
    text = text_of(page)
    found = [
        Block(
            page,
            text.count("\n", 0, match.start("text")),
            match["language"],
            match["text"],
            match["note"] or "",
        )
        for match in _BLOCK.finditer(text)
    ]
    return [block for block in found if not languages or block.language in languages]


def all_blocks(*languages: str) -> list[Block]:
    """The blocks of all pages in these languages."""
    return [block for page in PAGES for block in blocks(page, *languages)]


def together(block: Block) -> list[Block]:
    """The blocks that stand above *block* under the same heading, and it."""
    lines = text_of(block.page).splitlines()
    above = [each for each in blocks(block.page, block.language) if each.line <= block.line]
    return [
        each
        for each in above
        if not any(line.startswith(("## ", "### ")) for line in lines[each.line : block.line])
    ]


def chapter(page: str, heading: str) -> str:
    """What stands under *heading*, up to the next heading of any level."""
    text = text_of(page)
    starts = [match for match in _HEADING.finditer(text) if match[1] == heading]
    assert len(starts) == 1, f"{page} has {len(starts)} headings `{heading}`"
    after = starts[0].end()
    following = _HEADING.search(text, after)
    return text[after : following.start() if following else None]


def table(text: str) -> list[list[str]]:
    """The rows of the tables in *text*, the heads left out, each a list of its cells."""
    rows: list[list[str]] = []
    head = True
    for line in text.splitlines():
        if not line.startswith("|"):
            head = True
        elif set(line) <= set("|-: "):
            head = False
        elif not head:
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            rows.append([cell.strip().replace("\\|", "|") for cell in cells])
    return rows


def anchors(page: str) -> set[str]:
    """The places of *page* that a link may lead to."""
    text = _BLOCK.sub("", text_of(page))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(text)
    }


def links(page: str) -> Iterator[str]:
    """What the links of *page* lead to."""
    text = _BLOCK.sub("", text_of(page))
    yield from re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", text)
