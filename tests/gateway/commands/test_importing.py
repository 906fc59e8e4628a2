"""`portal import`, as an operator runs it, with the files that the guide prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store.migrations import migrate
from tests.gateway.ended import Portal
from tests.gateway.house import HOUSE

GUIDE = (HOUSE / "docs" / "operators.md").read_text("utf-8")
PEOPLE, CONTRACTS = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(name="files")
def _files(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the guide's files, and an empty database in place of the demo's."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/portal.db")
    migrate(f"sqlite:///{tmp_path}/portal.db")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "contracts.csv").write_text(CONTRACTS, "utf-8")
    return tmp_path


def test_the_guide_s_customers_come_in_once(portal: Portal, files: Path) -> None:
    """Rehearsed, then written, then refused."""
    people = str(files / "people.csv")
    rehearsed = portal("import", "customers", people, "--dry-run")
    assert (rehearsed.exit, rehearsed.err.splitlines()[-1]) == (
        0, "2 customers would be imported; nothing was written",
    )
    written = portal("import", "customers", people, "--format", "json")
    assert (written.exit, written.json) == (0, {"lines": 2, "written": 2, "problems": []})
    again = portal("import", "customers", people)
    assert again.exit == 1
    assert "people.csv:2:2: Ana Lopes <ana.lopes@post.example> stands in the database" in again.out


def test_a_contract_needs_its_plan_at_the_house(portal: Portal, files: Path) -> None:
    """The guide's contract asks for a plan that an empty database does not have."""
    assert portal("import", "customers", str(files / "people.csv")).exit == 0
    found = portal("import", "contracts", str(files / "contracts.csv"))
    assert found.exit == 1
    assert found.out.startswith("contracts.csv:2:3: there is no plan `hot-desk`")


def test_what_an_operator_reads(
    portal: Portal, files: Path, snapshot: SnapshotAssertion
) -> None:
    """Place, what stands there, what to write."""
    (files / "wrong.csv").write_text(
        "name;e-mail;location\nAna;ana@post.example;berlin-mitte\n", "utf-8"
    )
    header = portal("import", "customers", str(files / "wrong.csv"))
    (files / "wrong.csv").write_text(
        "name;email;location;type;date-of-birth\n"
        "Ana;ana@post;berlin-mit;person;1990-02-30\n"
        ";ben@post.example;berlin-mitte;company;2990-01-01\n",
        "utf-8",
    )
    lines = portal("import", "customers", str(files / "wrong.csv"))
    assert (header.exit, lines.exit) == (1, 1)
    assert header.out + "\n" + lines.out == snapshot


def test_a_machine_that_does_not_know_who_works_there(
    portal: Portal, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container without users: the file comes in all the same, and nobody reads a traceback."""

    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert portal("import", "customers", str(files / "people.csv")).exit == 0
