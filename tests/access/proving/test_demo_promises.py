"""The promises of the demo network: enough of them, kept, and broken by what would break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.compiling import Compiled, compile_policies
from access.proving.promise import About, Kind
from documents.folders import read_root
from documents.reader import read_document
from schema.shape import graph_shape

ROOT = Path(__file__).parents[3]


def compiled(path: str = "", old: str = "", new: str = "") -> Compiled:
    """Compile the demo's policies, with *old* in the file *path* replaced by *new*."""
    documents = []
    for document in read_root(ROOT).documents:
        if document.path != path:
            documents.append(document)
            continue
        text = (ROOT / path).read_text()
        assert old in text
        edited, problems = read_document(path, text.replace(old, new).encode(), document.kind)
        assert edited is not None, problems
        documents.append(edited)
    return compile_policies(documents, graph_shape())


def test_they_hold() -> None:
    """At least twelve, at every location, in no time that anybody would notice."""
    found = compiled()
    assert [str(problem) for problem in found.problems] == []
    assert found.proof is not None
    assert found.proof.promises >= 12
    assert found.proof.locations == len(list((ROOT / "locations").glob("*.yaml")))
    assert found.proof.stretches > 5
    assert found.proof.seconds < 5


def test_every_form_is_shown() -> None:
    """Whoever reads the file finds an example of each."""
    (document,) = (each for each in read_root(ROOT).documents if each.kind == "promises")
    entries = document.data["promises"]
    written = [(kind, about) for each in entries for kind in Kind if kind in each
               for about in About if about in each[kind]]  # fmt: skip
    assert {kind for kind, _ in written} == set(Kind)
    assert {about for _, about in written} == set(About)
    assert all(each["because"] for each in entries)


LOOSER = [
    ("policies/contracts.yaml", "own, contracts-staff:\n        - price",
     "own, own-team, contracts-staff:\n        - price"),
    ("policies/contracts.yaml", "contracts-staff: [notes]\n    filter-by",
     "contracts-staff, own: [notes]\n    filter-by"),
    ("policies/commerce.yaml", "own, contracts-staff:\n        - fromDate",
     "own, customers-staff:\n        - fromDate"),
    ("policies/customers.yaml", "directory-staff: [email", "customers-staff: [email"),
    ("policies/customers.yaml", "own, doors-staff: [pincode]",
     "customers-staff, own: [pincode]"),
    ("policies/customers.yaml", "doors-staff: [accessCard]", "doors-staff, own: [accessCard]"),
    ("policies/customers.yaml", "health-staff: [healthNotes,", "own, health-staff: [healthNotes,"),
    ("policies/customers.yaml", "customers-staff: [archived, notes,",
     "customers-staff, events-staff: [archived, notes,"),
    ("policies/content.yaml", "events-staff: [publishedAt, unpublishedAt, internalNotes]",
     "member, events-staff: [publishedAt, unpublishedAt, internalNotes]"),
    ("policies/resources.yaml", "own, own-team, bookings-staff: [status, customer",
     "member, own-team, bookings-staff: [status, customer"),
    ("policies/actions.yaml", "suspended: deny\n    else-say: Booking",
     "suspended: allow\n    else-say: Booking"),
    ("policies/actions.yaml", "allow: logged-in\n    suspended: allow",
     "allow: member\n    suspended: allow"),
    ("policies/portal.yaml", "payments:   { access: logged-in", "payments:   { access: contact"),
    ("policies/portal.yaml", "portal:     { access: public }", "portal:     { access: logged-in }"),
    ("policies/portal.yaml", "articles:   { access: public }", "articles:   { access: contact }"),
    ("policies/portal.yaml", "suspension.readable-sections: all",
     "suspension.readable-sections: [events]"),
    ("policies/resources.yaml", "Booking:\n    section: bookings\n    rows: { scope: [current,",
     "Booking:\n    section: bookings\n    rows: { scope: [network,"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new"), LOOSER, ids=[new[:50] for _, _, new in LOOSER])
def test_what_would_break_them_is_refused(path: str, old: str, new: str) -> None:
    """One edit, and it does not go live."""
    found = compiled(path, old, new)
    assert found.policies is None
    assert {problem.place.path for problem in found.problems} == {"policies/promises.yaml"}
