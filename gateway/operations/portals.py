"""Which portal a request visits: the header's, else the host's, else the default one."""

from __future__ import annotations

from access.policy_set import PolicySet
from access.tree import Location
from gateway.credentials.tokens import Identity, invalid_token
from gateway.http.heads import Head
from gateway.refusals import bad_request


def portal_of(head: Head, policies: PolicySet, default: str | None) -> Location:
    """Find the location whose portal is visited; the credential has no say in it.

    Raises:
        Refused: 400, where the header names no location, or nothing names one.
    """
    if head.portal is not None:
        return portal_named(head.portal, policies, "The header `X-Portal`")
    found = policies.portal_at(head.host)
    if found is not None:
        return found
    if default is None:
        raise bad_request(
            "PORTAL_REQUIRED",
            "Say which portal is visited: by its host name, or with the header `X-Portal`.",
        )
    return policies.tree[default]


def portal_named(name: str, policies: PolicySet, where: str) -> Location:
    """Find the location of this name, which stands *where*.

    Raises:
        Refused: 400, where there is none.
    """
    named = policies.tree.locations.get(name.strip())
    if named is None:
        raise bad_request("PORTAL_UNKNOWN", f"{where} names no location.")
    return named


def check_network(identity: Identity, portal: Location) -> None:
    """See to it that a credential is used in its own network.

    Raises:
        Refused: 401.
    """
    if identity.network != portal.root:
        raise invalid_token()
