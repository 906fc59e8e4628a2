"""The overview of a customer's bookings in a studio, and their history."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import Demo

CENTRE = ("grace", "plenum-hackney")


def test_present_and_past_bookings_and_future_ones_are_two_lists(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Divided at the moment of asking."""
    question = """{ customer(id: "Customer:202") {
      past: enrolments(filter: { startsAt: { lte: "2026-11-22T12:00:00Z" } }) {
        nodes { title startsAt } }
      future: enrolments(filter: { startsAt: { gt: "2026-11-22T12:00:00Z" } }) {
        nodes { title startsAt } } } }"""
    assert demo.shows(question, *CENTRE) == snapshot


def test_the_history_says_course_channel_product_and_presence(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """For each: which course, booked online or by the studio, with what, and whether they came."""
    question = """{ customer(id: "Customer:202") { enrolments { nodes {
      startsAt event { activity { title kind } } channel product { name } attended } } } }"""
    assert demo.shows(question, *CENTRE) == snapshot


def test_customers_read_their_own_history(demo: Demo) -> None:
    """And nobody else's: Bea hers, Rosa not Bea's."""
    own = "{ me { enrolments { totalCount } } }"
    assert demo.see(own, "bea", "plenum-hackney")["enrolments"]["totalCount"] > 5
    other = '{ customer(id: "Customer:202") { enrolments { totalCount } } }'
    assert demo.ask(other, "rosa", "plenum-hackney")["data"] == {"customer": None}
