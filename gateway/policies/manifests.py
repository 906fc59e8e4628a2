"""Trusted documents: the operations that an operator's own front ends were built with.

They stand in JSON files that client tools write: a map from id to text (graphql-codegen's
`persistedDocuments`, Relay's persisted queries), or the list of Apollo's manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.files import read_file
from documents.places import Place, Problem
from documents.quoting import quoted, visible

MOST_BYTES = 8 * 1024 * 1024
"""Of one file."""

MOST_DOCUMENTS = 10_000
LONGEST_ID = 200
APOLLO = "apollo-persisted-query-manifest"
SHA256 = "sha256:"


@dataclass(frozen=True, slots=True)
class TrustedDocuments:
    """Documents by the ids that clients send, and where each stands."""

    texts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    known: frozenset[str] = frozenset()  # the texts themselves
    by_sha256: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str], places: Mapping[str, Place]) -> TrustedDocuments:
        """Return the documents, found by id, by text and by the hash of their text."""
        by_sha256 = {sha256(text): text for text in texts.values()}
        return cls(texts, places, frozenset(texts.values()), by_sha256)

    def find(self, name: str) -> str | None:
        """Return the text of an id, or of a hash with or without `sha256:` before it."""
        return self.texts.get(name) or self.by_sha256.get(name.removeprefix(SHA256))

    def __contains__(self, text: object) -> bool:
        return text in self.known

    def __len__(self) -> int:
        return len(self.texts)


NONE = TrustedDocuments()


@dataclass(frozen=True, slots=True)
class Manifests:
    """What reading came to; `digest` is of the bytes that were read."""

    documents: TrustedDocuments
    problems: tuple[Problem, ...] = ()
    digest: str = ""


def sha256(text: str) -> str:
    """Return the hash of a document, as clients write it."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def read_manifests(root: Path, name: str) -> Manifests:
    """Read the file, or the folder of `.json` files, that *name* means in *root*. Never raises.

    Where there is nothing there are no documents, and that is no problem.
    """
    digest = hashlib.sha256()
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    places: dict[str, Place] = {}
    for path, file in _files(root, name):
        content, in_the_way = read_file(path, file, MOST_BYTES)
        if content is None:
            problems += [] if in_the_way is None else [in_the_way]
            continue
        digest.update(b"%d %d " % (len(path), len(content)) + path.encode() + content)
        for entry in _entries(path, content):
            if isinstance(entry, Problem):
                problems.append(entry)
            elif texts.setdefault(entry.id, entry.text) != entry.text:
                message = f"the id {quoted(entry.id)} has another text at {places[entry.id]}"
                problems.append(Problem(entry.place, message, "build the front ends anew"))
            else:
                places.setdefault(entry.id, entry.place)
    if len(texts) > MOST_DOCUMENTS:
        message = f"there are more than {MOST_DOCUMENTS:,} documents"
        problems.append(Problem(Place(name, 1, 1), message, "take away what no front end sends"))
    return Manifests(TrustedDocuments.of(texts, places), tuple(problems), digest.hexdigest())


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    text: str
    place: Place


def _files(root: Path, name: str) -> Iterator[tuple[str, Path]]:
    path = root / name
    if path.is_dir():
        for file in sorted(path.glob("[!.]*.json")):
            yield f"{name}/{visible(file.name)}", file
    elif path.exists():
        yield name, path


def _entries(path: str, content: bytes) -> Iterator[_Entry | Problem]:
    start = Place(path, 1, 1)
    advice = "have it written by graphql-codegen, the Relay compiler or Apollo's manifest tool"
    if len(content) > MOST_BYTES:
        yield Problem(start, f"this file is larger than {MOST_BYTES // 1024**2} MiB", "divide it")
        return
    try:
        written = json.loads(content.decode(), object_pairs_hook=_Pairs)
    except UnicodeDecodeError:
        yield Problem(start, "this file is not written in UTF-8", advice)
        return
    except json.JSONDecodeError as error:
        yield Problem(Place(path, error.lineno, error.colno), "this is not JSON", advice)
        return
    except RecursionError:
        written = None
    if not isinstance(written, _Pairs):
        yield Problem(start, "this is no map from ids to documents", advice)
        return
    for id_, text in _pairs(written):
        place = _place(path, content, id_)
        if not isinstance(id_, str) or not 0 < len(id_) <= LONGEST_ID:
            yield Problem(place, f"an id has 1 to {LONGEST_ID} characters", advice)
        elif not isinstance(text, str) or not text.strip():
            yield Problem(place, f"{quoted(id_)} has no text of a GraphQL document", advice)
        else:
            yield _Entry(id_, text, place)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with all of its keys, those that stand twice included."""


def _pairs(written: _Pairs) -> Iterable[tuple[Any, Any]]:
    """Return ids and texts, of whichever format."""
    plain = dict(written)
    operations = plain.get("operations")
    if plain.get("format") != APOLLO or not isinstance(operations, list):
        return written
    entries = (dict(each) if isinstance(each, _Pairs) else {} for each in operations)
    return [(each.get("id"), each.get("body")) for each in entries]


def _place(path: str, content: bytes, id_: object) -> Place:
    """Return where an id stands for the first time."""
    found = content.find(json.dumps(id_, ensure_ascii=False).encode(errors="replace"))
    if found < 0:
        return Place(path, 1, 1)
    line_start = content.rfind(b"\n", 0, found) + 1
    return Place(path, content.count(b"\n", 0, found) + 1, found - line_start + 1)
