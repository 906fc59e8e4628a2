"""The form of a CSV file: what is read, and what an operator is told to mend."""

from __future__ import annotations

import pytest

from store.importing.cells import Cells
from store.importing.sheets import read_sheet

COLUMNS = ("name", "e-mail", "born-on")


def problems(content: bytes) -> list[str]:
    """Read a file and return its problems as an operator sees them."""
    sheet = read_sheet("people.csv", content, needed=COLUMNS[:1], known=COLUMNS)
    return [str(problem) for problem in sheet.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_whatever_separates_the_header_separates_the_lines(separator: str) -> None:
    """Spreadsheets of different countries export differently; a byte order mark does no harm."""
    content = f'\ufeffName{separator}E-Mail\n"Ana{separator} Lda"{separator} a@b.c \n\n ,,\n'
    sheet = read_sheet("people.csv", content.encode(), needed=("name",), known=COLUMNS)
    assert not sheet.problems
    assert sheet.columns == ("name", "e-mail")
    first = sheet.lines[0]
    assert first.number == 2
    assert first.cells == {"name": f"Ana{separator} Lda", "e-mail": "a@b.c"}


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """A cell that spans two lines moves what follows, and its own line is where it begins."""
    sheet = read_sheet(
        "people.csv", b'name\n"Ana\nLopes"\nBen\n', needed=("name",), known=COLUMNS
    )
    assert [(line.number, line.cells["name"]) for line in sheet.lines] == [
        (2, "Ana\nLopes"), (4, "Ben"),
    ]


def test_ends_of_lines_may_be_those_of_any_machine() -> None:
    """Within cells as between them, and mixed."""
    sheet = read_sheet(
        "people.csv", b'name\r\n"Ana\r\nLopes"\n"Ben\rBo"\r\nCy\n', needed=("name",), known=COLUMNS
    )
    assert [line.cells["name"] for line in sheet.lines] == ["Ana\nLopes", "Ben\nBo", "Cy"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "people.csv:1:1: the file is empty"),
        (b"\n\n", "people.csv:1:1: the file is empty"),
        (b"name\nAna\n\xe4\n", "people.csv:3:1: the file is not UTF-8"),
        (b"name\nAna\x00\n", "people.csv:2:1: a control character stands here, U+0000"),
        (b"name\n\x1b[2JAna\n", "people.csv:2:1: a control character stands here, U+001B"),
        (b"name\n\xc2\x9b2J\n", "people.csv:2:1: a control character stands here, U+009B"),
        (b"name\n\xe2\x80\xaeanA\n", "people.csv:2:1: a control character stands here, U+202E"),
        (b"na\x07me\n", "people.csv:1:1: a control character stands here, U+0007"),
        (b'name\n"Ana"x\n', "people.csv:2:1: the quotation marks of this line do not match"),
        (b'name\n"Ana\n', "people.csv:2:1: the quotation marks of this line do not match"),
        (b"nome\n", "people.csv:1:1: there is no column `nome`\n  help: did you mean `name`?"),
        (b"name,name\n", "people.csv:1:2: the column `name` stands twice"),
        (b"e-mail\n", "people.csv:1:1: the column `name` is missing"),
        (b"name\nAna,Lopes\n", "people.csv:2:1: the line has 2 cells, the header has 1"),
        (b"name\n" + b"a" * 10_001, "people.csv:2:1: `name` is longer than 10000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content: bytes, told: str) -> None:
    """In an operator's words, and nothing of the file is read past what cannot be understood."""
    found = problems(content)
    assert found
    assert found[0].startswith(told)


def test_a_file_beyond_the_bound_is_not_read() -> None:
    """Its size is all that is looked at."""
    assert "divide it" in problems(b"name\n" + b"a\n" * (40 * 1024 * 1024))[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", 1), ("031", 31), ("31", 31), ("0", None), ("32", None), ("-1", None), ("1.0", None),
        ("٣", None), ("9" * 40, None), ("0" * 17 + "19", None), ("0" * 18 + "99", None),
    ],
)  # fmt: skip
def test_whole_numbers_lie_between_their_bounds(written: str, read: int | None) -> None:
    """Whatever zeros they begin with, and in digits that everybody reads."""
    sheet = read_sheet("a.csv", f"day\n{written}\n".encode(), needed=["day"], known=["day"])
    assert Cells(sheet, sheet.lines[0]).number("day", 1, 31) == read
    assert bool(sheet.problems) is (read is None)
