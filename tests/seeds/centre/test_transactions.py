"""The transactions tab of a community centre."""

from __future__ import annotations

import datetime as dt

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import NOON, Demo

DESK = ("tess", "plenum-hackney")
MONTH_AGO = (NOON - dt.timedelta(days=31)).isoformat().replace("+00:00", "Z")


def test_it_shows_saved_means_of_payment(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Masked: nobody can pay with what is read here."""
    question = """{ customer(id: "Customer:202") {
      paymentMethods { kind label holder expiresDate preferred } } }"""
    assert demo.shows(question, *DESK) == snapshot


def test_it_shows_recent_transactions(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Payments of the plan, and what was bought."""
    question = f"""{{ customer(id: "Customer:202") {{
      payments(filter: {{ createdAt: {{ gte: "{MONTH_AGO}" }} }}) {{ nodes {{
        createdAt status amount {{ amount currency }} invoice {{ lines {{ description }} }} }} }}
      products(filter: {{ soldAt: {{ gte: "{MONTH_AGO}" }} }}) {{ nodes {{ name soldAt }} }}
      charges(filter: {{ owedAt: {{ gte: "{MONTH_AGO}" }} }}) {{ nodes {{
        kind description total {{ amount }} }} }} }} }}"""
    assert demo.shows(question, *DESK) == snapshot


def test_it_shows_the_previous_month_and_not_what_was_before(demo: Demo) -> None:
    """The older payments are there, and not in this list."""
    question = """query ($since: DateTime) { customer(id: "Customer:202") {
      payments(filter: { createdAt: { gte: $since } }) { nodes { createdAt } } } }"""
    long_ago = "2020-01-01T00:00:00Z"
    shown, all_ = (
        {each["createdAt"] for each in demo.see(question, *DESK, since=since)["payments"]["nodes"]}
        for since in (MONTH_AGO, long_ago)
    )
    assert shown < all_
    assert all(moment >= MONTH_AGO for moment in shown)
    assert all(moment < MONTH_AGO for moment in all_ - shown)
