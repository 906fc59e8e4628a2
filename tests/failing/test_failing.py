"""Wrong files, one folder a case, and the screen that an operator reads.

A case holds what differs from the small root in `_base/`: files that are written over it, and, in
`without.txt`, paths that are taken out of it, one a line. `screen.txt` is the whole screen. To
write the screens anew run `pytest tests/failing --snapshot-update`, and read every one aloud.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.failing.screen import screen_of

HERE = Path(__file__).parent
BASE = HERE / "_base"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "_.")
NOT_FILES = ("screen.txt", "without.txt")
FOREIGN = re.compile(
    r"Traceback|Error\b|Exception|\bNone\b|is a required property|is not of type|does not match"
    r"|while (scanning|parsing)|could not find expected|did not find expected|\bTrue\b|\bFalse\b"
    r"|is not valid under|schema\b(?! \w+` describes)|\bdict\b|\bstr\b"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_operator_reads(case: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Every wrong file is refused, in exactly these words."""
    screen = screen_of(root_of(case, tmp_path))
    expected = case / "screen.txt"
    if pytestconfig.getoption("update_snapshots", default=False):
        expected.write_text(screen, encoding="utf-8")
    assert screen == expected.read_text(encoding="utf-8")
    assert screen, "a case that is not refused proves nothing"


def test_the_root_below_all_cases_holds() -> None:
    """Nothing is wrong with the root that the cases differ from."""
    assert screen_of(BASE) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_screens_are_in_an_operator_s_words(case: Path) -> None:
    """No screen shows a sentence, a class or a type of the libraries below."""
    screen = (case / "screen.txt").read_text(encoding="utf-8")
    foreign = FOREIGN.search(screen)
    assert foreign is None, foreign


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_has_help_and_a_place(case: Path) -> None:
    """Each problem is a line `path:line:column: sentence` and a line of help."""
    lines = (case / "screen.txt").read_text(encoding="utf-8").splitlines()
    *problems, count = lines
    assert int(count.split()[0]) * 2 == len(problems)
    for place, advice in zip(problems[::2], problems[1::2], strict=True):
        assert re.match(r"[^:]+:[0-9]+:[0-9]+: \S.*[^.]\Z", place), place
        assert re.match(r"  help: \S", advice), advice


def root_of(case: Path, root: Path) -> Path:
    """Make the root of *case*: the base, without what the case takes out, with what it holds."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    without = case / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.exists() else ():
        gone = root / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    for source in sorted(case.rglob("*")):
        path = source.relative_to(case)
        if str(path) in NOT_FILES:
            continue
        target = root / path
        if source.is_dir():
            if target.is_file():
                target.unlink()
            target.mkdir(exist_ok=True)
        else:
            target.write_bytes(source.read_bytes())
    return root
