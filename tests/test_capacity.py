"""The capacity plan follows from what was measured, and from nothing else."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from benchmarks.capacity import Capacity, Demand, capacity, seconds_of
from benchmarks.contest import LIMIT, OURS
from benchmarks.pages import BOOKING, PAGES
from tests.docs.pages import HOUSE, chapter, table

FIGURES = [
    {"server": server, "database": "postgresql", "page": page, "cpu": cpu}
    for server, page, cpu in (
        (OURS, PAGES[0].name, 0.0003),
        (OURS, PAGES[-1].name, 0.0006),
        (OURS, BOOKING.name, 0.003),
        (LIMIT, PAGES[0].name, 0.1),
    )
]


def test_the_dearest_page_counts() -> None:
    """Of the gateway's own, and not what is rarely asked."""
    assert seconds_of(FIGURES, "postgresql") == 0.0006
    with pytest.raises(ValueError, match="sqlite"):
        seconds_of(FIGURES, "sqlite")


@pytest.mark.parametrize(
    ("customers", "needed"),
    [
        (1, Capacity(1, 10, 1)),
        (72_000, Capacity(1, 10, 1)),  # 1,000 a second: a process is busy 0.6 of its time
        (72_001, Capacity(2, 20, 1)),
        (720_000, Capacity(10, 100, 9)),
    ],
)
def test_what_a_load_takes(customers: int, needed: Capacity) -> None:
    """Never less than one of each; one customer more may take one process more."""
    assert capacity(0.0006, Demand(customers)) == needed


def test_the_plan_in_print_is_reckoned_from_the_figures_in_print() -> None:
    """The dearest page on PostgreSQL, asked alone, comes to the table in docs/scaling.md."""
    measured = [
        float(row[8]) / 1_000
        for row in table((HOUSE / "README.md").read_text().partition("<!-- performance -->")[2])
        if row[1].startswith("PostgreSQL")
    ]
    assert len(measured) == len(PAGES)
    printed = table(chapter("docs/scaling.md", "How many processes"))
    for row in printed:
        demand = Demand(int(row[0].replace(",", "")))
        needed = capacity(max(measured), demand)
        reckoned = (demand.a_second, *astuple(needed))
        assert [f"{each:,.0f}" for each in reckoned] == row[1:]
    assert len(printed) == 3
