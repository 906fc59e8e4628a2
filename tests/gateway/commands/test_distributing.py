"""`portal database distribute`: prints what is to be run, and runs nothing."""

from __future__ import annotations

from gateway.commands.exits import Exit
from store.distribution import distribution
from tests.gateway.ended import Portal


def test_statements_are_printed_for_psql(portal: Portal) -> None:
    """Each ends with a semicolon on a line of its own; what is said about them goes elsewhere."""
    ended = portal("database", "distribute", "--dry-run")
    assert ended.exit == Exit.DONE
    assert ended.out.splitlines() == [f"{statement};" for statement in distribution()]
    assert "Stop the gateways" in ended.err


def test_nothing_is_done_without_being_asked_to_print(portal: Portal) -> None:
    """Whoever leaves the option out reads what there is to do."""
    ended = portal("database", "distribute")
    assert (ended.exit, ended.out) == (Exit.USAGE, "")
    assert "hand it to psql" in ended.err
