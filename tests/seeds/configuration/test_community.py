"""Community content: by access level, and by where it belongs."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import Demo

PEOPLE = {"anonymous": None, "contact": "anna", "member": "ben", "resident": "pia"}
LISTS = {
    "events": "events { nodes { title audience } }",
    "articles": "articles { nodes { title audience } }",
    "perks": "perks { nodes { title audience } }",
    "faqs": "faqs { nodes { question audience } }",
}


@pytest.mark.parametrize("kind", LISTS)
def test_content_is_for_everyone_contacts_members_or_certain_plans(
    demo: Demo, snapshot: SnapshotAssertion, kind: str
) -> None:
    """What each of four is shown; what is for others is not there, and not counted."""
    assert demo.shows_each(f"{{ {LISTS[kind]} }}", PEOPLE) == snapshot


def titles(demo: Demo, who: str | None) -> set[str]:
    """The titles of the events that somebody is shown at Mitte."""
    return {each["title"] for each in demo.see("{ events { nodes { title } } }", who)["nodes"]}


def test_public_content_is_for_everyone(demo: Demo) -> None:
    """Also for those without a sign-in."""
    for who in (None, "anna", "ben", "frida", "sam"):
        assert "Choir of the printing house" in titles(demo, who)


def test_content_for_contacts_is_for_no_member(demo: Demo) -> None:
    """The evening for those who have no desk yet."""
    evening = "Open evening: what a desk here is like"
    found = {who: evening in titles(demo, who) for who in (None, "anna", "ben", "frida")}
    assert found == {None: False, "anna": True, "ben": False, "frida": False}


def test_content_for_members_is_for_no_contact(demo: Demo) -> None:
    """The clinic, for those whose contract runs; Frida's rests."""
    clinic = "Tax return clinic for freelancers"
    found = {who: clinic in titles(demo, who) for who in (None, "anna", "ben", "frida")}
    assert found == {None: False, "anna": False, "ben": True, "frida": False}


def test_content_can_be_kept_for_certain_plans(demo: Demo) -> None:
    """The quiet floor, for desks and offices of their own."""
    quiet = "Quiet hours before the deadline"
    found = {who: quiet in titles(demo, who) for who in ("anna", "ben", "pia", "greta")}
    assert found == {"anna": False, "ben": False, "pia": True, "greta": False}


def test_content_is_filtered_by_the_scope_of_the_portal(demo: Demo) -> None:
    """Berlin shows what its two houses put on, and neither house the other's."""
    question = "{ events { nodes { location { name } } } }"
    found = {
        place: {each["location"]["name"] for each in demo.see(question, "ben", place)["nodes"]}
        for place in ("berlin", "berlin-mitte", "berlin-kreuzberg")
    }
    assert found["berlin"] >= {"Berlin Mitte", "Berlin Kreuzberg"}
    assert found["berlin-mitte"] == {"Berlin Mitte"}
    assert found["berlin-kreuzberg"] == {"Berlin Kreuzberg"}
