"""The policy set: its hash, and what it keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access import policy_set
from access.compiling import compile_policies
from access.shape import GraphShape
from tests.small_world import (
    NOON,
    SHAPE,
    WORLD,
    anonymous,
    change,
    compiled,
    contact,
    member,
    policies,
    read,
    world,
)


def test_the_hash_covers_everything_that_is_compiled() -> None:
    """Any file, any reason, any date, and the graph; not the order of files or of keys."""
    hashes = {
        policies().hash,
        policies(("policies/portal.yaml", "access: contact", "access: member")).hash,
        policies(("policies/audiences.yaml", "at: [current] }", "at: [child] }")).hash,
        policies(
            ("policies/actions.yaml", "are for members", "is for members")
            if "are for members" in WORLD["policies/actions.yaml"]
            else ("policies/actions.yaml", "for members.", "for members only.")
        ).hash,
        policies(("policies/staff.yaml", "Publish events", "Publish them")).hash,
        policies(("policies/content.yaml", "[attendees]", "[attendees, capacity]")).hash,
        policies(("locations/us.yaml", "United States", "USA")).hash,
        policies(us=change("section: events, access: member")).hash,
        policies(us=change("section: events, access: member, because: Another")).hash,
        policies(us=change("section: events, access: member, until: 2030-01-01")).hash,
        policies(miami=change("section: events, access: member")).hash,
    }
    assert len(hashes) == 11
    shape = GraphShape({**SHAPE.types, "Team": replace(SHAPE.types["Team"], owner=True)})
    other = compiled(world(), shape).policies
    assert other is not None
    assert other.hash not in hashes
    backwards = compiled(dict(reversed(WORLD.items()))).policies
    assert backwards is not None
    assert backwards.hash == policies().hash
    swapped = policies(("policies/portal.yaml", "open-to: public } }", "open-to: public } } # so"))
    assert swapped.hash == policies().hash
    assert all(len(each) == 32 and int(each, 16) for each in hashes)


def test_a_broken_set_is_none() -> None:
    """Anything out of bounds refuses the whole load."""
    result = compiled(world(us=change("section: faq, access: member")))
    assert result.policies is None
    assert len(result.problems) == 1


def test_documents_of_other_kinds_are_nobody_s_policy() -> None:
    """The gateway's own settings change nothing about who sees what."""
    documents, _ = read(WORLD)
    alone = compile_policies(documents, SHAPE).policies
    assert alone is not None
    gateway = replace(documents[0], kind="gateway", path="config/gateway.yaml")
    together = compile_policies([*documents, gateway], SHAPE).policies
    assert together is not None
    assert together.hash == alone.hash


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are the same when what was kept is thrown away."""
    monkeypatch.setattr(policy_set, "MOST_MASKS", 2)
    found = policies()
    viewers = [anonymous(), contact(), contact(home="miami"), member(), member(home="us")]
    first = [found.mask(viewer, "miami", NOON) for viewer in viewers]
    again = [found.mask(viewer, "miami", NOON) for viewer in viewers]
    assert [mask.key for mask in first] == [mask.key for mask in again]
    assert [mask.shape for mask in first] == [mask.shape for mask in again]
    assert len(found.rules_at("miami", NOON).masks) <= 2


def test_two_sets_share_nothing() -> None:
    """A request keeps the set that it began with, whatever is loaded meanwhile."""
    before = policies()
    mask = before.mask(contact(), "us", NOON)
    after = policies(
        ("policies/portal.yaml", "events: { access: public", "events: { access: member")
    )
    assert after.mask(contact(), "us", NOON).sections != mask.sections
    assert before.mask(contact(), "us", NOON) is mask
