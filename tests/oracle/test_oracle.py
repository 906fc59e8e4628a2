"""The planner and the oracle give the same answers, whatever is asked, by whom, under which rules.

Ordinarily 2,000 cases, half on each database. For more: `pytest tests/oracle --oracle-cases 50000`.
"""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.oracle.cases import Bench
from tests.oracle.runs import FEATURES, Run, run


@pytest.mark.asyncio(loop_scope="session")
async def test_the_planner_answers_like_the_oracle_on_sqlite(
    on_sqlite: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Data, errors and refusals are equal in every case, and every feature is put to the test."""
    holds(on_sqlite, capsys)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_planner_answers_like_the_oracle_on_postgresql(
    database: Database, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same, of other cases."""
    count = int(request.config.getoption("--oracle-cases", default=2_000)) // 2
    holds(await run(Bench(database), "p", count), capsys)


def holds(found: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """See to it that a run has found no difference, and that it could have found one."""
    tally = found.tally
    with capsys.disabled():
        print(f"\noracle on {found.bench.database.dialect.name}: {tally}")
    assert not found.reports, "\n\n".join(found.reports)
    untested = [name for name in FEATURES if not tally.features[name]]
    assert not untested, f"no case is about {untested}"
    assert tally.idle < tally.cases / 10, "too many cases show nothing and hide nothing"
    assert tally.both > tally.cases * 0.45, "too few cases both show and hide something"
