"""What was in force before: some tests here look at the past."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.folders import read_root
from documents.policy_files import PolicyFiles
from store.databases import Database
from store.policy_history import KeptSet, keep_activation
from tests.gateway.house import HOUSE
from tests.store.rows import NOW

SECTIONS = "policies/portal.yaml"


@pytest.fixture(name="history")
async def _history(database: Database) -> None:
    """What was in force: first what this version cannot read, then rules of another kind."""
    files = {"policies/portal.yaml": "sections: {}", "locations/house.yaml": "name: House"}
    unreadable = KeptSet("d" * 64, "e" * 32, files)
    await keep_activation(database, unreadable, NOW - dt.timedelta(days=40))
    texts = dict(PolicyFiles.of(read_root(HOUSE)).texts)
    for section, then, today in (
        ("faq", "member", "public"), ("store", "public", "logged-in"),
        ("perks", "public", "logged-in"),
    ):
        line = f"  {section + ':':<11} {{{{ access: {{}} }}}}"
        texts[SECTIONS] = texts[SECTIONS].replace(line.format(today), line.format(then))
    edited = PolicyFiles.of_texts(texts)
    await keep_activation(
        database, KeptSet(edited.digest, "f" * 32, edited.texts), NOW - dt.timedelta(days=20)
    )
