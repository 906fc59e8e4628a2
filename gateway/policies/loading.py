"""The operator's folders, read and compiled: a set to go by, or all problems at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from access.compiling import compile_policies
from access.policy_set import PolicySet
from access.proving.proof import Proof
from access.shape import GraphShape
from access.testing.cases import NO_TESTS, PolicyTests
from access.testing.reading import read_tests
from documents.folders import UNREAD, Reading, read_root
from documents.notes import Note, read_note
from documents.pending import PUBLISHING
from documents.places import Problem, in_order
from documents.policy_files import PolicyFiles
from documents.reader import Document
from documents.suggestions import did_you_mean
from gateway.policies.manifests import NONE, TrustedDocuments, read_manifests
from gateway.settings_file import default_portal_of, manifest_of


@dataclass(frozen=True, slots=True)
class Current:
    """All of the operator's folders that a request is answered with: taken once, never mixed."""

    policies: PolicySet
    default_portal: str | None
    documents: TrustedDocuments = NONE


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading the folders came to: a set to go by, or the problems that stand against it.

    `proof` says what it took to prove the promises; None where nothing could be proved yet.
    `tests` are those beside the policies, read and not run; `reading` is what they all come from.
    `files` are what a set was read from, when `read_at` was; `note` says who wrote them, if anybody
    did say so.
    """

    current: Current | None
    problems: Sequence[Problem]
    warnings: Sequence[Problem]
    digest: str
    proof: Proof | None = None
    manifest: str | None = None  # where the trusted documents stand, in the root
    files: PolicyFiles | None = None
    note: Note | None = None
    read_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    tests: PolicyTests = NO_TESTS
    reading: Reading = UNREAD

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files themselves."""
        return self.reading.documents


class PoliciesRefused(Exception):
    """The folders hold no policies to start with; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def load_policies(
    root: Path, shape: GraphShape, settings: Path | None = None, last: Reading = UNREAD
) -> Loaded:
    """Read and compile what stands in the three folders of *root*; all problems at once.

    With *settings* `config/` is that of another folder. Files that hold what they held when *last*
    was read are not parsed again.
    """
    read_at = dt.datetime.now(dt.UTC)
    reading = read_root(root, settings, last)
    if reading.problems:
        return Loaded(None, reading.problems, (), reading.digest, reading=reading)
    compiled = compile_policies(reading.documents, shape)
    manifest = manifest_of(reading.documents)
    trusted = read_manifests(settings or root, manifest)
    digest = f"{reading.digest} {trusted.digest}"
    problems = [*compiled.problems, *trusted.problems]
    tests = NO_TESTS
    if compiled.policies is not None:
        problems += default_portal_exists(reading.documents, compiled.policies)
        tests = read_tests(reading.documents, compiled.policies, problems)
    warnings = in_order(compiled.warnings)
    if problems or compiled.policies is None:
        return Loaded(
            None, in_order(problems), warnings, digest, compiled.proof, manifest, reading=reading
        )
    default_portal = default_portal_of(reading.documents)
    files = PolicyFiles.of(reading)
    return Loaded(
        current=Current(compiled.policies, default_portal, trusted.documents),
        problems=(),
        warnings=warnings,
        digest=digest,
        proof=compiled.proof,
        manifest=manifest,
        files=files,
        note=read_note(root, files.digest) or read_note(root / PUBLISHING, files.digest),
        read_at=read_at,
        tests=tests,
        reading=reading,
    )


def default_portal_exists(documents: Iterable[Document], policies: PolicySet) -> Iterable[Problem]:
    """The portal of visitors who name none is one of the locations."""
    for document in documents:
        name = document.data.get("default-portal") if document.kind == "gateway" else None
        if name is not None and name not in policies.tree.locations:
            yield document.problem(
                ("default-portal",),
                f"`{name}` is not a location",
                did_you_mean(name, policies.tree.locations)
                or "name a file of `locations/`, without `.yaml`",
            )
