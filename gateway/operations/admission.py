"""Admission: at which portal a request is, in whose session, and through which server's key."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import NamedTuple

from access.tree import Location
from gateway.credentials.api_keys import ApiKeys
from gateway.credentials.cookies import Jar, open_jar
from gateway.credentials.tokens import Identity, Tokens
from gateway.http.heads import Head
from gateway.http.previews import Preview
from gateway.operations.portals import check_network, portal_named, portal_of
from gateway.policies.loading import Current
from gateway.refusals import bad_request


class Admission(NamedTuple):
    """A request that was let in.

    `session` is the one that its token names, None for an anonymous visitor; whether it still
    holds, the facts say. `key` is the id of the server's key through which it came, if it did.
    `client` is the address of the visitor, as far as it is known. `jar` is there where the session
    is kept in a cookie. `tells_cost` is whether the answer is to say what it cost. `expires` is the
    token's last second since 1970, if there is one.
    """

    portal: Location
    session: int | None
    key: int | None
    client: str | None
    jar: Jar | None = None
    tells_cost: bool = False
    expires: float | None = None


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Lets requests in, or says why not."""

    tokens: Tokens
    keys: ApiKeys
    cookies: bool = True

    async def admit(self, head: Head, preview: Preview | None, current: Current) -> Admission:
        """Read who asks, and where.

        Raises:
            Refused: 400 where no portal is named, or a header is not understood; 401 for a
                credential that is not good here; 403 for a cookie that another's page may send.
            DatabaseUnavailable: a key cannot be looked up.
        """
        portal = portal_of(head, current.policies, current.default_portal)
        if preview is not None and preview.at is not None:
            portal = portal_named(preview.at, current.policies, "`previewAs.at`")
        jar = open_jar(head, portal, allowed=self.cookies)
        identity = self._identity(head, jar)
        session = expires = None
        if identity is not None:
            check_network(identity, portal)
            session, expires = identity.session, identity.expires
        tells_cost = head.cost is not None and _is_report(head.cost)
        if head.api_key is None:
            if head.visitor is not None:
                raise bad_request("BAD_REQUEST", "`X-Visitor-Address` goes with an API key.")
            return Admission(portal, session, None, head.client, jar, tells_cost, expires)
        key = await self.keys.find(head.api_key, portal, current.policies.tree)
        client = head.client if head.visitor is None else _address(head.visitor)
        return Admission(portal, session, key.id, client, jar, tells_cost, expires)

    def _identity(self, head: Head, jar: Jar | None) -> Identity | None:
        """Return whom the header's token names, or the cookie's; None for an anonymous visitor."""
        if head.authorization is not None:
            return self.tokens.identify(head.authorization)
        if jar is None or jar.token is None:
            return None
        return self.tokens.named_by(jar.token)


def _is_report(cost: str) -> bool:
    if cost.strip().lower() != "report":
        raise bad_request("BAD_REQUEST", "`X-Cost` says `report`, or is left out.")
    return True


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise bad_request(
            "BAD_REQUEST", "`X-Visitor-Address` is one address, `192.0.2.7` or `2001:db8::7`."
        ) from None
