"""The core model: what is configured and what is in the rows decides what a portal shows."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import MITTE, Demo

PAGE = """{
  portal { viewer { kind suspended frozen } }
  events { totalCount } perks { totalCount } faqs { totalCount }
  resources(first: 1) { nodes { name viewerCanBook } }
}"""


def test_everything_that_is_seen_follows_from_the_configuration(
    demo: Demo, with_rules: Rules, snapshot: SnapshotAssertion
) -> None:
    """The same person, rows and question under two sets of rules: two portals."""
    closed = with_rules(
        ("policies/portal.yaml", "events:     { access: public",
         "events:     { access: nobody"),
        ("policies/portal.yaml", "faq:        { access: public }",
         "faq:        { access: public, feature: off }"),
    )  # fmt: skip
    assert (demo.shows(PAGE, "anna"), closed.shows(PAGE, "anna")) == snapshot


def test_every_person_of_the_house_is_a_customer(demo: Demo) -> None:
    """Whoever signs in without being staff is one, with a record of their own."""
    for who in ("anna", "ben", "frida", "sam", "otto", "tom", "jette", "max"):
        me = demo.see("{ me { __typename membership } }", who)
        assert me["__typename"] == "Customer"
        assert me["membership"] in ("MEMBER", "CONTACT")


@pytest.mark.parametrize(
    ("why", "other", "place"),
    [
        ("a member or a contact", "anna", MITTE),
        ("a contract that is frozen", "frida", MITTE),
        ("a customer who is suspended", "sam", MITTE),
        ("another location of the network", "ben", "hamburg-speicherstadt"),
    ],
)
def test_the_experience_is_filtered_by(demo: Demo, why: str, other: str, place: str) -> None:
    """Against Ben at Mitte, an active member, each of these shows another page."""
    assert demo.ask(PAGE, other, place) != demo.ask(PAGE, "ben", MITTE), why


def test_why_questions_are_traced_back_to_a_layer(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Asked why Frida sees no room, the gateway names the layer that closed."""
    question = """{ explain(subject: "bookings", viewer: "frida@harbour.test") {
      answer code reason facts layers { name verdict sentence } } }"""
    assert demo.shows(question, "dana") == snapshot
