"""A CSV file as lines with named cells, and what is wrong with its form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from documents.places import Place, Problem
from documents.suggestions import did_you_mean

MOST_BYTES = 64 * 1024 * 1024
MOST_CHARACTERS = 10_000  # of one cell
_SEPARATORS = (",", ";", "\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
_END_OF_LINE = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the header: `cells` by column name, trimmed, "" where a cell is empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Sheet:
    """A file that has been read; `problems` are those of its form, and later of its cells."""

    path: str
    columns: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, column: str | None, message: str, help_: str) -> None:
        """Note that something has to be mended; *column* None: the line as a whole."""
        number = self.columns.index(column) + 1 if column in self.columns else 1
        self.problems.append(Problem(Place(self.path, line, number), message, help_))


def read_sheet(
    path: str, content: bytes, *, needed: Collection[str], known: Collection[str]
) -> Sheet:
    """Read a CSV file in UTF-8 whose first line names its columns.

    Cells are separated by commas, semicolons or tabs, whichever the header uses. A place's column
    is the number of the cell, from 1, as a spreadsheet counts.
    """
    sheet = Sheet(path)
    if len(content) > MOST_BYTES:
        sheet.problem(1, None, "the file is too large", "divide it: 64 megabytes are read at once")
        return sheet
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sheet.problem(line, None, "the file is not UTF-8", "export it as CSV in UTF-8")
        return sheet
    if odd := _CONTROL.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"a control character stands here, U+{ord(odd[0]):04X}"
        sheet.problem(line, None, message, "export the file anew as CSV")
        return sheet
    records = _records(text, sheet)
    header = next(records, None)
    if header is None:
        if not sheet.problems:
            sheet.problem(1, None, "the file is empty", f"begin it with {', '.join(needed)}")
        return sheet
    _read_header(sheet, header[1], needed, known)
    if not sheet.problems:
        _read_lines(sheet, records)
    return sheet


def _records(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Give each record and the line on which it begins; empty ones are left out."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sheet.problem(
                begins, None, "the quotation marks of this line do not match",
                "write a quotation mark inside a quoted cell twice",
            )
            return
        if any(cell.strip() for cell in record):
            yield begins, [_END_OF_LINE.sub("\n", cell.strip()) for cell in record]
        begins = reader.line_num + 1


def _read_header(
    sheet: Sheet, names: list[str], needed: Collection[str], known: Collection[str]
) -> None:
    columns = [name.lower().replace(" ", "-").replace("_", "-") for name in names]
    sheet.columns = tuple(columns)
    for number, name in enumerate(columns, start=1):
        place = Place(sheet.path, 1, number)
        if name not in known:
            help_ = did_you_mean(name, known) or f"known are {', '.join(known)}"
            sheet.problems.append(Problem(place, f"there is no column `{name}`", help_))
        elif columns.index(name) != number - 1:
            message = f"the column `{name}` stands twice"
            sheet.problems.append(Problem(place, message, "leave one of them out"))
    for name in needed:
        if name not in columns:
            sheet.problem(1, None, f"the column `{name}` is missing", "it is needed on every line")


def _read_lines(sheet: Sheet, records: Iterator[tuple[int, list[str]]]) -> None:
    width = len(sheet.columns)
    for number, cells in records:
        if len(cells) > width and any(cells[width:]):
            sheet.problem(
                number, None, f"the line has {len(cells)} cells, the header has {width}",
                "put cells that hold the separator into quotation marks",
            )
            continue
        cells += [""] * (width - len(cells))
        line = Line(number, dict(zip(sheet.columns, cells, strict=False)))
        long = [name for name, cell in line.cells.items() if len(cell) > MOST_CHARACTERS]
        for name in long:
            sheet.problem(
                number, name, f"`{name}` is longer than {MOST_CHARACTERS} characters", "shorten it"
            )
        sheet.lines.append(line)
