"""Policies in force: swapped as a whole, or not at all."""

from __future__ import annotations

import dataclasses
import logging
from pathlib import Path

import pytest

from access.mask import Code
from access.masking import MaskMaker
from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import PoliciesRefused, load_policies
from tests.gateway.house import edit
from tests.gateway.policies.events import EVENTS, events_open
from tests.small_world import NOON, SHAPE, anonymous


def test_a_better_set_takes_over_at_once(holder: PolicyHolder, root: Path) -> None:
    """Whoever holds the old one keeps it: no request mixes two."""
    begun = holder.current
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    assert holder.activate(holder.read())
    assert not events_open(holder)
    assert begun.policies.section("events", anonymous(), "north", NOON)
    assert begun.policies.hash != holder.current.policies.hash
    with pytest.raises(dataclasses.FrozenInstanceError):
        holder.current.default_portal = "isle"  # type: ignore[misc]


def test_who_asked_before_finds_their_view_ready(
    holder: PolicyHolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they see by the new set is found out while it is read, and not while they wait."""
    before = holder.current.policies
    for portal in ("north", "miami"):
        before.mask(anonymous(), portal, NOON)
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    (root / "locations/miami.yaml").rename(root / "locations/key-west.yaml")
    loaded = holder.read()
    assert loaded.current is not None
    assert loaded.current.policies.asked() == [(anonymous(), "north")]
    made: list[object] = []
    monkeypatch.setattr(MaskMaker, "make", made.append)
    mask = loaded.current.policies.mask(anonymous(), "north", loaded.read_at)
    assert mask.sections["events"] is Code.LOGIN_REQUIRED
    assert made == []


def test_a_broken_set_changes_nothing(
    holder: PolicyHolder, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator reads where and why, and that the old set stays; once, not at every look."""
    before = holder.current
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: membr")
    for _ in range(2):
        assert not holder.activate(holder.read())
    assert holder.current is before
    (report,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    text = report.getMessage()
    assert "1 problem" in text
    assert f"{before.policies.hash} stays in force" in text
    assert "policies/portal.yaml:4:21: " in text
    assert "`member`" in text

    edit(root, "policies/portal.yaml", "membr", "public")
    caplog.set_level(logging.INFO)
    assert not holder.activate(holder.read())
    assert holder.current is before
    assert "policies as before" in caplog.text


def test_a_set_with_a_hole_is_not_put_in_force(holder: PolicyHolder, root: Path) -> None:
    """A file that is gone closes nothing and opens nothing: the old set stays."""
    before = holder.current
    (root / "policies/staff.yaml").unlink()
    loaded = holder.read()
    assert loaded.problems
    assert not holder.activate(loaded)
    assert holder.current is before


def test_a_gateway_does_not_start_with_a_broken_set(root: Path) -> None:
    """All problems, sorted by place."""
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: membr")
    edit(root, "policies/content.yaml", "title, startsAt", "titel, startsAt")
    with pytest.raises(PoliciesRefused) as refused:
        PolicyHolder(root, SHAPE)
    paths = [problem.place.path for problem in refused.value.problems]
    assert paths[0] == "policies/content.yaml"
    assert paths[-1] == "policies/portal.yaml"


def test_the_default_portal_is_a_location(root: Path) -> None:
    """A misspelt one is refused in the file where it stands."""
    edit(root, "config/gateway.yaml", "north", "nort")
    (problem,) = load_policies(root, SHAPE).problems
    assert str(problem) == (
        "config/gateway.yaml:1:17: `nort` is not a location\n  help: did you mean `north`?"
    )
    edit(root, "config/gateway.yaml", "nort", "zzzzzzzz")
    (problem,) = load_policies(root, SHAPE).problems
    assert problem.help == "name a file of `locations/`, without `.yaml`"


def test_the_default_portal_changes_with_its_file(holder: PolicyHolder, root: Path) -> None:
    """Without a restart, though the policies are the same."""
    edit(root, "config/gateway.yaml", "north", "isle")
    assert holder.activate(holder.read())
    assert holder.current.default_portal == "isle"


def test_fields_that_stand_nowhere_are_named(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In the log as in `portal check`: nobody sees them."""
    holder = PolicyHolder(root, SHAPE)
    assert "capacity" in caplog.text
    assert [warning for warning in holder.read().warnings if "capacity" in warning.message]
