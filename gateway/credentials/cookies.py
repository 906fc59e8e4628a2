"""Sessions in cookies: for pages of a portal's own hosts, which then never hold the token.

A browser sends a cookie by itself, whoever's page asks. So a request that is to be somebody's by
its cookie says so in a header that no form can send, and comes from a page of the portal's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from access.tree import Location
from gateway.addresses import THIS_MACHINE
from gateway.http.heads import Head
from gateway.refusals import Refused, bad_request

NAME = "__Host-portal-session"
"""Browsers take a cookie of such a name over HTTPS only, for this host alone, and all its paths."""

_KEPT = "Path=/; Secure; HttpOnly; SameSite=Lax"
CLEARED = f"{NAME}=; {_KEPT}; Max-Age=0"
"""Makes a browser forget the cookie."""


class Jar:
    """What one request does with its cookie: the token that came in it, and what becomes of it.

    `token` is None where none came. Whatever is put in last is what the browser keeps.
    """

    def __init__(self, token: str | None) -> None:
        self.token = token
        self._written: str | None = None

    def put(self, token: str, seconds: int) -> None:
        """Have the browser keep *token* for so many *seconds*."""
        self._written = f"{NAME}={token}; {_KEPT}; Max-Age={seconds}"

    def clear(self) -> None:
        """Have the browser forget it."""
        self._written = CLEARED

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What the answer carries."""
        return [] if self._written is None else [(b"set-cookie", self._written.encode())]


def open_jar(head: Head, portal: Location, *, allowed: bool) -> Jar | None:
    """Return the request's jar; None where it has nothing to do with cookies.

    Raises:
        Refused: 403, where a page of somebody else's may have sent it; 400, where it says who asks
            in two ways, or cookies are not *allowed*.
    """
    if head.session is None and head.cookie is None:
        return None
    if not allowed:
        if head.session is not None:
            raise bad_request("COOKIES_OFF", "Sessions are not kept in cookies here.")
        return None
    token = _token(head.cookie)
    if head.session is None:
        if token is not None and head.authorization is None:
            raise _refused("A request with the session's cookie needs `X-Session: cookie`.")
        return None
    if head.session.strip().lower() != "cookie":
        raise bad_request("BAD_REQUEST", "`X-Session` says `cookie`, or is left out.")
    if head.authorization is not None:
        raise bad_request("BAD_REQUEST", "Send a token, or `X-Session: cookie`, not both.")
    _check_page(head, portal)
    return Jar(token)


def carries_session(head: Head) -> bool:
    """Whether the request is to be somebody's by its cookie."""
    return head.session is not None and _token(head.cookie) is not None


def _check_page(head: Head, portal: Location) -> None:
    """See to it that the page that asks is the portal's own; a browser says so in either header."""
    if head.fetch_site is None and head.origin is None:
        raise _refused("With `X-Session: cookie` goes `Origin` or `Sec-Fetch-Site`.")
    if head.fetch_site is not None and head.fetch_site.strip() != "same-origin":
        raise _refused("`X-Session: cookie` is for pages of the portal's own host.")
    if head.origin is not None and not _is_own(head.origin, head.host, portal):
        raise _refused("`X-Session: cookie` is for pages of the portal's own host, over HTTPS.")


def _is_own(origin: str, host: str | None, portal: Location) -> bool:
    try:
        page = urlsplit(origin.strip().lower())
        name, port = page.hostname, page.port
    except ValueError:
        return False
    if name is None or page.path or (page.scheme != "https" and name not in THIS_MACHINE):
        return False
    asked = (host or "").strip().lower()
    return page.netloc in (asked, asked.removesuffix(":443")) or (
        port is None and name in portal.hosts
    )


def _token(cookie: str | None) -> str | None:
    """Find the session's token among the cookies.

    Raises:
        Refused: 400, where it stands there twice.
    """
    found = list(_named(cookie or ""))
    if len(found) > 1:
        raise bad_request("BAD_REQUEST", f"The cookie `{NAME}` stands twice.")
    return found[0] if found and found[0] else None


def _named(cookie: str) -> Iterator[str]:
    """Yield the tokens that stand under our name.

    Nothing but spaces and tabs is taken off a name (RFC 6265bis, 5.7): a browser that lets a host
    beside ours set `\\xa0__Host-portal-session` does not take that for a name of ours.
    """
    for pair in cookie.split(";"):
        name, _, value = pair.partition("=")
        if name.strip(" \t") == NAME:
            yield value.strip(" \t")


def _refused(message: str) -> Refused:
    return Refused(403, "CSRF_REFUSED", message)
