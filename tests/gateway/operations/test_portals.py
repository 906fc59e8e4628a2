"""Which portal a request visits."""

from __future__ import annotations

import pytest

from access.policy_set import PolicySet
from gateway.credentials.tokens import Identity
from gateway.http.heads import Head
from gateway.operations.portals import check_network, portal_of
from gateway.refusals import Refused
from tests.small_world import policies


@pytest.fixture(name="places", scope="module")
def _places() -> PolicySet:
    """The small world."""
    return policies()


@pytest.mark.parametrize(
    ("header", "host", "default", "expected"),
    [
        ("miami", "sf.example.test", "north", "miami"),
        (" miami ", None, None, "miami"),
        (None, "sf.example.test", "north", "san-francisco"),
        (None, "SF.Example.Test:8080", "north", "san-francisco"),
        (None, "unknown.example.test", "north", "north"),
        (None, "127.0.0.1:8000", "isle", "isle"),
        (None, "[::1]:8000", "isle", "isle"),
        (None, None, "isle", "isle"),
    ],
)
def test_header_then_host_then_default(
    places: PolicySet, header: str | None, host: str | None, default: str | None, expected: str
) -> None:
    """In this order; the token has no say."""
    assert portal_of(Head(portal=header, host=host), places, default).id == expected


@pytest.mark.parametrize("header", ["", "atlantis", "Miami", "sf.example.test", "../north"])
def test_a_header_that_names_nothing_is_refused(places: PolicySet, header: str) -> None:
    """Never answered for another portal than the one that was meant."""
    with pytest.raises(Refused) as refusal:
        portal_of(Head(portal=header, host="sf.example.test"), places, "north")
    assert (refusal.value.status, refusal.value.code) == (400, "PORTAL_UNKNOWN")


def test_without_any_name_there_is_no_portal(places: PolicySet) -> None:
    """Where the operator has set no default one."""
    with pytest.raises(Refused) as refusal:
        portal_of(Head(host="unknown.example.test"), places, None)
    assert (refusal.value.status, refusal.value.code) == (400, "PORTAL_REQUIRED")


def test_a_token_is_good_in_its_own_network(places: PolicySet) -> None:
    """At every portal of it, and at no other network's."""
    identity = Identity(session=1, network="north", expires=0)
    check_network(identity, places.tree["miami"])
    with pytest.raises(Refused) as refusal:
        check_network(identity, places.tree["isle"])
    assert refusal.value.status == 401
