"""Reads the three folders that operators write: every file once, every problem at once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from documents.document import Document
from documents.files import read_file
from documents.pending import PUBLISHING, pending, state
from documents.places import Place, Problem, in_order
from documents.quoting import quoted, visible
from documents.reader import read_document
from documents.steps import in_steps
from documents.suggestions import closest

FOLDERS = ("config", "locations", "policies")
MOST_FILES = 20_000
MOST_BYTES = 8 * 1024 * 1024

_POLICIES = {
    "portal.yaml": "portal",
    "audiences.yaml": "audiences",
    "actions.yaml": "actions",
    "staff.yaml": "staff",
    "promises.yaml": "promises",
}
TESTS = "policies/tests"
_TESTS = {"survivors.yaml": "survivors"}
_REQUIRED = {
    "config": ("gateway.yaml",),
    "locations": (),
    "policies": ("portal.yaml", "audiences.yaml", "actions.yaml", "staff.yaml"),
    TESTS: (),
}
_STEM = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
# What editors leave beside a file while they save it.
_PASSING = re.compile(r"\..*|.*~|#.*#|4913\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in the folders: the documents that can be used, and all that is wrong.

    `digest` changes with whatever the documents and problems come from, and with nothing else;
    it is of the very bytes that were read. `contents` are these bytes, by the path of the file.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    digest: str
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)


UNREAD = Reading((), (), "")
"""What was read before anything was."""


@dataclass(slots=True)
class _Found:
    """What has been read so far; `before` are the documents of last time, and what they were."""

    before: Mapping[str, tuple[bytes, Document]]
    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    contents: list[tuple[str, bytes]] = field(default_factory=list)
    bytes_read: int = 0

    def refuse(self, path: str, message: str, advice: str | None = None) -> None:
        self.problems.append(Problem(Place(path, 1, 1), message, advice))


def read_root(root: Path, settings: Path | None = None, last: Reading = UNREAD) -> Reading:
    """Read `policies/`, `locations/` and `config/` of *root*. Never raises.

    With *settings* `config/` is that of another folder. Files that hold the very bytes that they
    held when *last* was read are not parsed again: their documents are the same ones. While a set
    is being published (see `documents.publication`) this is the old one or the new one, and never
    a part of each.
    """
    while True:
        before = state(root)
        policies = root / PUBLISHING if pending(root) else root
        reading = _read(root, policies, settings or root, last)
        if state(root) == before:
            return reading


def _read(root: Path, policies: Path, settings: Path, last: Reading) -> Reading:
    found = _Found({each.path: (last.contents[each.path], each) for each in last.documents})
    if not _is_folder(root):
        found.refuse(visible(str(root)), "there is no such folder", "name the root folder")
    else:
        for folder in FOLDERS:
            _read_folder(found, settings if folder == "config" else policies, folder)
        if _is_folder(policies / TESTS):
            _read_folder(found, policies, TESTS)
    problems = in_order(found.problems)
    digest = _digest(found.contents, problems)
    return Reading(tuple(found.documents), tuple(problems), digest, dict(found.contents))


def _read_folder(found: _Found, root: Path, folder: str) -> None:
    if not _is_folder(root / folder):
        stands = os.path.lexists(root / folder)
        message = "this is not a folder" if stands else "this folder is missing"
        found.refuse(folder, message, f"make a folder `{folder}` in the root folder")
        return
    try:
        names = sorted(_names(root / folder))
    except OSError:
        found.refuse(folder, "this folder may not be read", "let the gateway's user read it")
        return
    if len(names) > MOST_FILES:
        found.refuse(
            folder, f"this folder holds more than {MOST_FILES:,} files", "remove what is not used"
        )
        return
    for name in in_steps(names):
        if f"{folder}/{name}" != TESTS or not _is_folder(root / TESTS):
            _read_entry(found, root, folder, name)
    _miss(found, folder, names)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it may not be searched
        return False


def _names(folder: Path) -> Iterator[str]:
    """Name what stands in *folder*, up to one more than may."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if _PASSING.match(entry.name):
                continue
            count += 1
            yield entry.name
            if count > MOST_FILES:
                return


def _read_entry(found: _Found, root: Path, folder: str, name: str) -> None:
    path = f"{folder}/{visible(name)}"
    if problem := _refused(folder, name, path, root):
        found.problems.append(problem)
        return
    content, in_the_way = read_file(path, root / folder / name)
    if content is None:
        if in_the_way is not None:
            found.problems.append(in_the_way)
        return
    found.contents.append((path, content))
    if found.bytes_read <= MOST_BYTES < found.bytes_read + len(content):
        found.refuse(
            path,
            f"with this file the folders hold more than {MOST_BYTES // 1024**2} MiB",
            "keep long texts elsewhere",
        )
    found.bytes_read += len(content)
    if found.bytes_read > MOST_BYTES:
        return
    held, document = found.before.get(path, (None, None))
    if document is None or held != content:
        document, problems = read_document(path, content, kind_of(folder, name))
        found.problems.extend(problems)
    if document is not None:
        found.documents.append(document)


def kind_of(folder: str, name: str) -> str:
    """Tell of which kind the file called *name* in *folder* is."""
    if folder == TESTS:
        return _TESTS.get(name, "tests")
    if folder == "policies":
        return _POLICIES.get(name, "types")
    return "location" if folder == "locations" else "gateway"


def _refused(folder: str, name: str, path: str, root: Path) -> Problem | None:
    """Say why what is called *name* has no place in *folder*, if so."""
    place = Place(path, 1, 1)
    stem, ending = Path(name).stem, Path(name).suffix
    if f"{folder}/{name}" == TESTS:
        return Problem(place, "this is not a folder", "make a folder of it, with a file of tests")
    if ending != ".yaml":
        if _is_folder(root / folder / name):
            return Problem(
                place, "a folder stands here; this one holds files alone", "move its files up"
            )
        advice = (
            f"name it `{_respelled(stem)}.yaml`"
            if ending.lower() in (".yml", ".yaml")
            else "remove it"
        )
        return Problem(place, "only files whose names end in `.yaml` belong here", advice)
    if folder == "config" and name != "gateway.yaml":
        return Problem(place, "only `gateway.yaml` belongs here", "remove it")
    if not _STEM.match(stem):
        return Problem(
            place,
            f"{quoted(stem)} is not written like the name of a file here",
            f"name it `{_respelled(stem)}.yaml`, with small letters, digits and hyphens",
        )
    return None


def _respelled(stem: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    return plain[:60] or "berlin-mitte"


def _miss(found: _Found, folder: str, names: list[str]) -> None:
    """Name the files that have to stand in *folder* and do not."""
    for name in _REQUIRED[folder]:
        if name not in names:
            others = [other for other in names if other not in _REQUIRED[folder]]
            near = closest(name, others)
            advice = f"write it; `portal schema {name[:-5]}` describes it"
            if near:
                advice = f"rename {quoted(near)} to `{name}`"
            found.refuse(f"{folder}/{name}", "this file is missing", advice)
    if folder == "locations" and not any(name.endswith(".yaml") for name in names):
        found.refuse(folder, "there is no location", "write one, such as `locations/harbour.yaml`")


def _digest(contents: list[tuple[str, bytes]], problems: list[Problem]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(contents):
        name = path.encode()
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    for problem in problems:
        digest.update(str(problem).encode())
    return digest.hexdigest()
