"""One step looser: tables of what comes next."""

from __future__ import annotations

import pytest

from access.levels import AT
from access.testing.loosening import looser_value, wider_audience, wider_scope
from tests.access.testing.tried import names


@pytest.mark.parametrize(
    ("words", "wider"),
    [
        (["nobody"], "member"),
        (["residents"], "member"),
        (["our-members"], "member"),
        (["member"], "contact"),
        (["contact"], "member"),
        (["customers"], "logged-in"),       # a frozen member is neither
        (["contact", "member"], "logged-in"),
        (["logged-in"], "public"),
        (["public"], None),
        (["our-members", "public"], None),
        (["events-staff"], "member"),
    ],
)
def test_audiences(words: list[str], wider: str | None) -> None:
    """The next built-in audience that adds somebody."""
    assert wider_audience(words, names()) == wider


@pytest.mark.parametrize(
    ("words", "wider"),
    [
        (["nobody"], "own"),
        (["events-staff"], "own"),
        (["own"], "own-team"),
        (["own", "team-admins"], "own-team"),
        (["own", "own-team"], "member"),
        (["our-members"], "member"),
    ],
)
def test_audiences_of_records(words: list[str], wider: str) -> None:
    """Where records have an owner and a team, those come before strangers."""
    assert wider_audience(words, names(), own=True, team=True) == wider


@pytest.mark.parametrize(
    ("scope", "wider"),
    [
        (["current"], "child"),
        (["current", "child"], "parent"),
        (["current", "child", "parent"], "parent-network"),
        (["current", "parent-network"], "child"),
        (["network"], None),
        (["home"], "current"),
        (["home", "current"], "child"),
    ],
)
def test_scopes(scope: list[str], wider: str | None) -> None:
    """The next scope that adds some location."""
    assert wider_scope(scope) == wider


@pytest.mark.parametrize(
    ("scope", "wider"), [(["current", "child", "parent"], "network"), (["network"], None)]
)
def test_scopes_of_contracts(scope: list[str], wider: str | None) -> None:
    """Audiences know four scopes alone."""
    assert wider_scope(scope, AT) == wider


@pytest.mark.parametrize(
    ("switch", "value", "looser"),
    [
        ("freeze.member-sections", "restrict", "allow"),
        ("freeze.member-sections", "allow", None),
        ("freeze.blocks-all-bookings", True, False),
        ("freeze.blocks-all-bookings", False, None),
        ("suspension.readable-sections", ("payments",), "all"),
        ("suspension.readable-sections", "all", None),
        ("directory.includes", "published-members", "published-all"),
        ("directory.includes", "everyone", None),
        ("introspection", "off", "masked"),
        ("denials", "silent", "report"),
        ("suspension.automatic", ("sign-up",), None),
        ("network-records-cascade", False, None),
    ],
)
def test_switches(switch: str, value: object, looser: object) -> None:
    """The next value that shows more."""
    assert looser_value(switch, value) == looser
