"""The three folders: every file once, every problem at once, and a digest of what was read."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import folders
from documents.folders import read_root
from tests.failing.test_failing import BASE


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A root that holds: two locations, five files of rules, one of settings."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def problems_of(root: Path) -> list[str]:
    """Return the problems of *root*, place and sentence, without the column."""
    return [f"{p.place.path}: {p.message}" for p in read_root(root).problems]


def test_every_file_has_its_kind(root: Path) -> None:
    """The name says what a file holds; in `policies` all others hold types."""
    reading = read_root(root)
    assert reading.problems == ()
    assert [(document.path, document.kind) for document in reading.documents] == [
        ("config/gateway.yaml", "gateway"),
        ("locations/ghent.yaml", "location"),
        ("locations/harbour.yaml", "location"),
        ("policies/actions.yaml", "actions"),
        ("policies/audiences.yaml", "audiences"),
        ("policies/content.yaml", "types"),
        ("policies/portal.yaml", "portal"),
        ("policies/staff.yaml", "staff"),
    ]


def test_what_has_not_changed_is_not_parsed_again(root: Path) -> None:
    """Its document is the same one; a file with other bytes is read, whatever its date says."""
    last = read_root(root)
    ghent = root / "locations/ghent.yaml"
    date = ghent.stat().st_mtime_ns
    ghent.write_text(ghent.read_text().replace("name: ", "name:  "))
    os.utime(ghent, ns=(date, date))
    (root / "locations/harbour.yaml").write_text("name: [")
    reading = read_root(root, last=last)
    assert [each.place.path for each in reading.problems] == ["locations/harbour.yaml"]
    before = {document.path: document for document in last.documents}
    anew = [each.path for each in reading.documents if each is not before[each.path]]
    assert anew == ["locations/ghent.yaml"]
    (root / "locations/harbour.yaml").write_bytes(last.contents["locations/harbour.yaml"])
    mended = read_root(root, last=reading)
    assert mended.problems == ()
    assert mended.digest == read_root(root).digest


def write(name: str, content: str | bytes = "") -> Callable[[Path], None]:
    """Put a file into the root."""
    data = content if isinstance(content, bytes) else content.encode()

    def do(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

    return do


def take_out(name: str) -> Callable[[Path], None]:
    """Take a file or folder out of the root."""

    def do(root: Path) -> None:
        gone = root / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    return do


def link(name: str, target: str) -> Callable[[Path], None]:
    """Put a link in place of a file."""

    def do(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return do


def pipe(name: str) -> Callable[[Path], None]:
    """Put a pipe that nobody writes to in place of a file."""

    def do(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return do


def folder_for(name: str) -> Callable[[Path], None]:
    """Put a folder in place of a file."""

    def do(root: Path) -> None:
        (root / name).unlink()
        (root / name).mkdir()

    return do


def file_for(name: str) -> Callable[[Path], None]:
    """Put a file in place of a folder."""

    def do(root: Path) -> None:
        shutil.rmtree(root / name)
        (root / name).write_text("not a folder")

    return do


TABLE = [
    (take_out("policies/staff.yaml"), "policies/staff.yaml: this file is missing"),
    (take_out("config/gateway.yaml"), "config/gateway.yaml: this file is missing"),
    (take_out("policies/content.yaml"), None),
    (take_out("policies"), "policies: this folder is missing"),
    (file_for("config"), "config: this is not a folder"),
    (link("policies/content.yaml", "nowhere.yaml"),
     "policies/content.yaml: this is a link to a file that does not exist"),
    (link("policies/content.yaml", "content.yaml"),
     "policies/content.yaml: this is a link that leads in a circle"),
    (link("policies/content.yaml", "/dev/zero"), "policies/content.yaml: this is no plain file"),
    (pipe("policies/content.yaml"), "policies/content.yaml: this is no plain file"),
    (folder_for("policies/content.yaml"),
     "policies/content.yaml: a folder stands here in place of a file"),
    (write("locations/north/gent.yaml"),
     "locations/north: a folder stands here; this one holds files alone"),
    (write("policies/more.yml"),
     "policies/more.yml: only files whose names end in `.yaml` belong here"),
    (write("policies/more.YAML"),
     "policies/more.YAML: only files whose names end in `.yaml` belong here"),
    (write("locations/Gent.yaml"),
     "locations/Gent.yaml: `Gent` is not written like the name of a file here"),
    (write("locations/gent_zuid.yaml"),
     "locations/gent_zuid.yaml: `gent_zuid` is not written like the name of a file here"),
    (write("locations/-.yaml"),
     "locations/-.yaml: `-` is not written like the name of a file here"),
    (write("locations/gänt.yaml"),
     "locations/gänt.yaml: `gänt` is not written like the name of a file here"),
    (write("locations/a\nb.yaml"),
     "locations/a<U+000A>b.yaml: `a<U+000A>b` is not written like the name of a file here"),
    (write(os.fsdecode(b"locations/\xff.yaml")),
     "locations/<U+DCFF>.yaml: `<U+DCFF>` is not written like the name of a file here"),
    (write("config/more.yaml"), "config/more.yaml: only `gateway.yaml` belongs here"),
    (write("policies/promises.yaml", "promises: []"),
     "policies/promises.yaml: `promises` is an empty list"),
    (write("policies/tests/a.yaml", "clock: 2026-10-03\npeople: { visitor: anonymous }"),
     "policies/tests/a.yaml: `tests` is missing in this file"),
    (write("policies/tests/a.yml"),
     "policies/tests/a.yml: only files whose names end in `.yaml` belong here"),
    (write("policies/tests/more/a.yaml"),
     "policies/tests/more: a folder stands here; this one holds files alone"),
    (write("policies/tests"), "policies/tests: this is not a folder"),
    (write("policies/content.yaml", b"x" * 20_000_000),
     "policies/content.yaml: this file is larger than 512 KiB"),
    (write("policies/.content.yaml.swp", b"\0"), None),
    (write("policies/content.yaml~", "old"), None),
    (write("policies/#content.yaml#", "new"), None),
    (write("locations/..2026_11_22/ghent.yaml", "name: 1"), None),
    (write("README.md", "Beside the folders anything may stand."), None),
]  # fmt: skip


@pytest.mark.parametrize(("change", "problem"), TABLE, ids=map(str, range(len(TABLE))))
def test_what_can_be_wrong_with_folders(
    root: Path, change: Callable[[Path], None], problem: str | None
) -> None:
    """One thing wrong is one problem, at once; what editors leave behind is none."""
    change(root)
    start = time.process_time()
    assert problems_of(root) == ([problem] if problem else [])
    assert time.process_time() - start < 1
    assert str(root) not in "".join(map(str, read_root(root).problems))


def test_a_link_to_a_file_is_that_file(root: Path) -> None:
    """Files may be mounted as links, as Kubernetes does."""
    (root / "policies/content.yaml").rename(root / "elsewhere.yaml")
    (root / "policies/content.yaml").symlink_to("../elsewhere.yaml")
    assert read_root(root).problems == ()


def test_a_root_without_locations(root: Path) -> None:
    """There is at least one location."""
    for file in (root / "locations").iterdir():
        file.unlink()
    assert problems_of(root) == ["locations: there is no location"]


def test_a_root_that_is_none(tmp_path: Path) -> None:
    """A root that does not exist is one problem, not three."""
    assert problems_of(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: there is no such folder"]
    assert problems_of(tmp_path) == [
        f"{folder}: this folder is missing" for folder in ("config", "locations", "policies")
    ]


def test_a_file_that_may_not_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights are asked once, when the file is opened."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert "policies/portal.yaml: this file may not be read" in problems_of(root)
    assert len(problems_of(root)) == 8


def test_a_disk_that_fails(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk is a problem with a place, too."""

    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    assert "policies/portal.yaml: this file cannot be read" in problems_of(root)


def test_a_folder_of_very_many_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of files has a bound, and none beyond it is read."""
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    assert problems_of(root) == ["policies: this folder holds more than 3 files"]


def test_folders_of_very_many_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files together have a bound, which is said once."""
    monkeypatch.setattr(folders, "MOST_BYTES", 100)
    problems = problems_of(root)
    assert [p for p in problems if "the folders hold more than" in p] == problems
    assert len(problems) == 1


def test_the_digest_is_of_what_was_read(root: Path) -> None:
    """Equal folders have equal digests, wherever they lie; any change makes another."""
    digests = [read_root(root).digest, read_root(root).digest, read_root(BASE).digest]
    assert len(set(digests)) == 1
    for change in (
        write("policies/content.yaml", (root / "policies/content.yaml").read_bytes() + b"#"),
        lambda root: (root / "policies/content.yaml").rename(root / "policies/content-b.yaml"),
        write("locations/readme.txt", "stray"),
        take_out("locations/ghent.yaml"),
        write("policies/portal.yaml", ""),
        write("policies/portal.yaml", "#"),
    ):
        change(root)
        digests.append(read_root(root).digest)
    assert len(set(digests)) == 1 + 6
    assert len(digests[0]) == 64


def test_each_file_is_opened_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is parsed and what is in the digest are the same bytes."""
    opened: list[str] = []
    really_open = os.open

    def watch(path: str, flags: int) -> int:
        opened.append(str(path))
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", watch)
    read_root(root)
    assert len(opened) == len(set(opened)) == 8


def test_documents_with_problems_are_left_out(root: Path) -> None:
    """Whoever reads on gets whole documents alone."""
    write("locations/ghent.yaml", "nam: Ghent")(root)
    reading = read_root(root)
    assert [str(problem.place) for problem in reading.problems] == ["locations/ghent.yaml:1:1"] * 2
    assert len(reading.documents) == 7
