"""The small world with tests beside its policies."""

from __future__ import annotations

from access.compiling import compile_policies
from access.naming import Names, read_names
from access.policy_set import PolicySet
from access.staff import read_staff
from access.testing.cases import PolicyTests
from access.testing.reading import read_tests
from access.testing.running import Results, run_tests
from documents.document import Document
from documents.places import Problem, in_order
from documents.reader import read_document
from tests.small_world import SHAPE, read, world

PATH = "policies/tests/visitors.yaml"
Edit = tuple[str, str, str]

CAST = """\
clock: 2026-11-22T10:00
people:
  visitor: anonymous
  carla: contact at miami
  mia: member at san-francisco with hot-desk
  dora: member at san-francisco with dedicated-desk
  luis: member at los-angeles with hot-desk
  fritz: frozen member at san-francisco with dedicated-desk
  susan: suspended member at san-francisco with hot-desk
  ada: { is: contact, teams: { crew: administrator } }
  tom: { is: contact, teams: { crew: member } }
  both: { is: frozen member at miami, also: [member at los-angeles, host at florida] }
  host: host at california
  clerk: accountant at north
groups:
  members: [mia, dora, luis, susan, both]
  ours: [mia, dora, susan]
records:
  party: { type: Event, at: san-francisco }
  far: { type: Event, at: montreal }
  mine: { type: Event, at: montreal, owner: carla }
  lunch: { type: Event, at: san-francisco, audience: member }
  desk: { type: Event, at: san-francisco, plans: [dedicated-desk] }
  crew: { type: Team, at: miami, team: crew }
  room: { type: Resource, at: san-francisco, audience: member }
  studio: { type: Resource, at: san-francisco, plans: [hot-desk] }
"""


def documents_of(tests: str, *edits: Edit, **locations: str) -> list[Document]:
    """Read the small world, with a file of *tests*."""
    documents, problems = read(world(*edits, **locations))
    document, found = read_document(PATH, tests.encode(), "tests")
    assert not [*problems, *found], "\n".join(map(str, [*problems, *found]))
    assert document is not None
    return [*documents, document]


def tried(tests: str, *edits: Edit, **locations: str) -> tuple[PolicySet, PolicyTests, str]:
    """Compile the small world and read *tests*: the policies, the tests, and what is wrong."""
    documents = documents_of(tests, *edits, **locations)
    compiled = compile_policies(documents, SHAPE)
    assert compiled.policies is not None, "\n".join(map(str, compiled.problems))
    problems: list[Problem] = []
    found = read_tests(documents, compiled.policies, problems)
    return compiled.policies, found, "\n".join(map(str, in_order(problems)))


def results(tests: str, *edits: Edit, **locations: str) -> Results:
    """Run *tests*, which have nothing wrong with them."""
    policies, found, problems = tried(tests, *edits, **locations)
    assert not problems, problems
    return run_tests(found, policies)


def names() -> Names:
    """Return the small world's audiences."""
    documents, _ = read(world())
    (audiences,) = [each for each in documents if each.kind == "audiences"]
    (staff,) = [each for each in documents if each.kind == "staff"]
    return read_names(audiences, read_staff(staff, []), [])


def screen(tests: str) -> str:
    """Return what an operator reads of *tests* with something wrong in them."""
    return tried(tests)[2]
