"""The planner and the oracle give the same answers, whatever is asked, by whom, under which rules.

Ordinarily 2,000 cases, half on each database. For more: `pytest tests/oracle --oracle-cases 50000`.
"""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.oracle.cases import Bench
from tests.oracle.reports import report
from tests.oracle.runs import FEATURES, Maker

MOST_REPORTS = 3


async def test_the_planner_answers_like_the_oracle(
    database: Database, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Data, errors and refusals are equal in every case, and every feature is put to the test."""
    count = int(request.config.getoption("--oracle-cases", default=2_000)) // 2
    bench = Bench(database)
    maker = Maker(bench, database.dialect.name[0])
    reports: list[str] = []
    async for case, verdict in maker.judged(count):
        if verdict.differences:
            reports.append(await report(bench, case))
            if len(reports) == MOST_REPORTS:
                break
    tally = maker.tally
    with capsys.disabled():
        print(f"\noracle on {database.dialect.name}: {tally}")
    assert not reports, "\n\n".join(reports)
    untested = [name for name in FEATURES if not tally.features[name]]
    assert not untested, f"no case is about {untested}"
    assert tally.idle < tally.cases / 10, "too many cases show nothing and hide nothing"
    assert tally.both > tally.cases * 0.45, "too few cases both show and hide something"
