"""Parts of texts: found as they are written, on both databases alike."""

from __future__ import annotations

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.filters import Begins, Contains
from store.compiled import compile_statement
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401

texts = st.text(st.sampled_from("ab%_\\*.ß'\"é\U0001f3b5 "), max_size=6)


async def test_no_wildcard_means_anything(database: Database) -> None:  # noqa: F811
    """A part stands in a text, or at its beginning, exactly where Python finds it there."""
    whole, part = (sa.bindparam(name, type_=sa.Text()) for name in ("whole", "part"))
    asked = compile_statement(
        sa.select(Contains(whole, part), Begins(whole, part), ~Contains(whole, part)),
        database.dialect,
    )
    cases: list[tuple[str, str]] = []

    @settings(max_examples=200, database=None, suppress_health_check=list(HealthCheck))
    @given(texts, texts)
    def collect(text: str, wanted: str) -> None:
        cases.append((text, wanted))
        cases.append((text + wanted + text, wanted))

    collect()
    async with database.connection() as connection:
        for text, wanted in cases:
            values = asked.values({"whole": text, "part": wanted})
            ((within, begins, outside),) = await connection.fetch(asked.text, values)
            told = (bool(within), bool(begins), bool(outside))
            expected = (wanted in text, text.startswith(wanted), wanted not in text)
            assert told == expected, (text, wanted)
