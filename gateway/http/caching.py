"""Answers that caches may keep: those to GETs of strangers, for as long as they stay true.

Shared caches keep an answer where everything in it is shown to whoever asks; nothing that was made
for somebody who is known, or that was refused anything, is ever kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Iterable

from gateway.http.negotiation import MediaType
from gateway.http.replies import Headers, Reply, status_for
from gateway.policies.loading import Current
from gateway.settings import Cache as CacheSettings
from planning.answers import Answer
from planning.cache import Cache
from planning.catalogue import Catalogue
from planning.entities import Entity
from planning.windows import next_change, windowed
from store.databases import Database
from store.errors import DatabaseUnavailable

VARY = (b"vary", b"Accept, Authorization, Cookie, Host, X-Portal")
"""All that an answer depends on besides its address; a cache compares these headers. Where pages of
other origins may ask, the middleware that lets them adds `Origin`."""

PERSONAL = frozenset({b"authorization", b"cookie", b"x-cost"})
"""Headers with which an answer is for whoever asks, and for nobody else."""

MOST_LOOKED_UP = 1_000


class Caching:
    """Says of each answer to a GET whether, and for how long, it may be kept."""

    def __init__(self, settings: CacheSettings, catalogue: Catalogue, database: Database) -> None:
        self._most = settings.max_age_seconds
        self._catalogue = catalogue
        self._database = database
        self._looked_up: Cache[
            tuple[str, tuple[str, ...]], tuple[dt.datetime, dt.datetime | None]
        ] = Cache(MOST_LOOKED_UP)

    async def reply(
        self, answer: Answer, media_type: MediaType, current: Current, headers: Headers
    ) -> Reply:
        """Return the reply to a GET with these *headers*: kept by none, by all, or 304."""
        status = status_for(answer.status, media_type)
        seconds = await self._seconds(answer, current, headers)
        if seconds < 1:
            return Reply(status, answer.body, media_type.header, [VARY])
        content = b"%s %s " % (current.policies.hash.encode(), media_type.header) + answer.body
        tag = b'"%s"' % hashlib.blake2b(content, digest_size=16).hexdigest().encode()
        kept = [VARY, (b"etag", tag)]
        control = b"public, max-age=%d, must-revalidate" % seconds
        if _is_known(tag, headers):
            return Reply(304, b"", media_type.header, kept, cache_control=control)
        return Reply(status, answer.body, media_type.header, kept, cache_control=control)

    async def _seconds(self, answer: Answer, current: Current, headers: Headers) -> int:
        """For how many seconds the answer stays what it is; 0 where nobody may keep it."""
        decided = answer.decided
        if self._most < 1 or answer.status != 200 or answer.codes or decided is None:
            return 0
        if decided.refused or decided.rows is None or any(name in PERSONAL for name, _ in headers):
            return 0
        entities = windowed(decided.rows, self._catalogue, decided.mask.shape.switches)
        if entities is None:
            return 0
        now, portal = decided.now, decided.mask.portal
        ends = [
            now + dt.timedelta(seconds=self._most),
            current.policies.next_change(portal, now),
            await self._next_row(entities, current.policies.tree.root(portal), now),
        ]
        end = min(each for each in ends if each is not None)
        return math.floor((end - now).total_seconds())

    async def _next_row(
        self, entities: list[Entity], network: str, now: dt.datetime
    ) -> dt.datetime | None:
        """Return when the next row appears or disappears; looked up now and then."""
        key = (network, tuple(entity.name for entity in entities))
        known = self._looked_up.get(key)
        if known is not None:
            looked, moment = known
            is_fresh = now - looked < dt.timedelta(seconds=self._most) and looked <= now
            if is_fresh and (moment is None or moment > now):
                return moment
        if not entities:
            return None
        try:
            async with self._database.connection() as connection:
                moment = await next_change(entities, network, now, connection)
        except DatabaseUnavailable:
            return now  # the answer is there; how long it stays true nobody knows
        self._looked_up.put(key, (now, moment))
        return moment


def _is_known(tag: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the client has this answer already: `If-None-Match`, compared weakly."""
    given = b",".join(value for name, value in headers if name == b"if-none-match")
    tags = {each.strip().removeprefix(b"W/") for each in given.split(b",")}
    return tag in tags or b"*" in tags
