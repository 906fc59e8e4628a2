"""GraphQL over HTTP: the endpoint, from the bytes of a request to those of its answer."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from gateway.credentials.cookies import CLEARED, carries_session
from gateway.decisions import DecisionLog
from gateway.http.caching import Caching
from gateway.http.capacity import Capacity, busy
from gateway.http.heads import NO_HEAD, Head, read_head
from gateway.http.named_documents import NamedDocuments
from gateway.http.negotiation import MediaType, Wish, negotiate, wish_for_events
from gateway.http.replies import Reply, refusal_reply, status_for
from gateway.http.requests import Operation, read_get, read_post
from gateway.live.event_stream import EventStreams
from gateway.metrics import Metrics
from gateway.operations.admission import Doorkeeper
from gateway.operations.answering import Answering
from gateway.outage import Outage
from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import Current
from gateway.refusals import Refused, database_unavailable
from gateway.settings import Documents
from planning.answers import Answer
from planning.turns import Busy
from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.requests")

MARKS = ((b"x-preview", b"read-only"),)
"""What the answer of a rehearsal carries, whatever it says."""


class GraphQLEndpoint:
    """The ASGI application at `/graphql`."""

    def __init__(
        self,
        doorkeeper: Doorkeeper,
        answering: Answering,
        policies: PolicyHolder,
        *,
        body_bytes: int,
        page: Callable[[Current], Reply] | None,
        capacity: Capacity | None = None,
        patience: float | None = None,
        metrics: Metrics | None = None,
        decisions: DecisionLog | None = None,
        documents: NamedDocuments | None = None,
        caching: Caching | None = None,
        streams: EventStreams | None = None,
        outage: Outage | None = None,
    ) -> None:
        """Answer whom *doorkeeper* admits with *answering*; browsers get *page* if there is one.

        Bodies are bounded.
        """
        self._doorkeeper = doorkeeper
        self._answering = answering
        self._policies = policies
        self._body_bytes = body_bytes
        self._page = page
        self._capacity = capacity or Capacity(sys.maxsize)
        self._patience = patience
        self._metrics = metrics
        self._decisions = decisions
        self._caching = caching
        self._streams = streams
        self._outage = outage or Outage()
        self._documents = documents or NamedDocuments(Documents())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        current = self._policies.current
        try:
            reply, answer = await self._reply(scope, receive, current)
        except ClientDisconnect:
            return
        except Exception:
            if self._metrics is not None:  # whoever stands around this answers, and logs it
                self._metrics.count(500, time.perf_counter() - began, ("INTERNAL_ERROR",), 0)
            raise
        reply.headers = [*reply.headers, (b"x-policy", current.policies.hash.encode())]
        seconds = time.perf_counter() - began
        await reply.send(scope, send)
        if self._decisions is not None and answer is not None and answer.decided is not None:
            name = scope["state"]["request_id"]
            self._decisions.note(name, current.policies.hash, answer.decided)
        if self._metrics is not None:
            codes, statements = reply.codes, 0
            if answer is not None:
                codes, statements = answer.codes, answer.statements
            self._metrics.count(reply.status, seconds, codes, statements)
        if log.isEnabledFor(logging.DEBUG):
            self._tell(scope, reply, answer, current, seconds)

    def _tell(
        self, scope: Scope, reply: Reply, answer: Answer | None, current: Current, seconds: float
    ) -> None:
        """Log one request, in a line for people and in fields for machines."""
        told: dict[str, Any] = {
            "request": scope["state"]["request_id"],
            "method": scope["method"],
            "status": reply.status,
            "milliseconds": round(1000 * seconds, 1),
            "statements": answer.statements if answer else 0,
            "policies": current.policies.hash,
            "codes": list(answer.codes if answer else reply.codes),
        }
        log.debug(
            "%(request)s %(method)s %(status)d in %(milliseconds).1f ms, "
            "%(statements)d statements, policies %(policies)s%(listed)s",
            {**told, "listed": "".join(f" {code}" for code in told["codes"])},
            extra=told,
        )

    async def _reply(
        self, scope: Scope, receive: Receive, current: Current
    ) -> tuple[Reply, Answer | None]:
        """Answer, or say in the client's media type why not."""
        media_type, head = MediaType.JSON, NO_HEAD
        try:
            head = read_head(scope["headers"], scope.get("client"))
            page = self._page if scope["method"] == "GET" else None
            wish = Wish.NO if self._streams is None else wish_for_events(head.accept)
            if wish is not Wish.ALWAYS:
                media_type = negotiate(head.accept, page=page is not None)
            if page is not None and media_type is MediaType.HTML:
                return page(current), None
            operation = await self._operation(scope, head, receive)
            if self._streams is not None and wish is not Wish.NO:
                name = scope["state"]["request_id"]
                if wish is Wish.ALWAYS or await self._streams.follows(operation, name):
                    return await self._streams.reply(head, operation, receive, name), None
            if self._documents.asks(operation):
                name = scope["state"]["request_id"]
                operation = self._documents.find(operation, current.documents, name)
            with self._capacity:
                admission = await self._doorkeeper.admit(head, operation.preview, current)
                answer = await self._answering.answer(admission, operation, current)
                if self._outage.away and answer.statements:
                    self._outage.answered()
                if operation.safe and operation.preview is None and self._caching is not None:
                    given = scope["headers"]
                    return await self._caching.reply(answer, media_type, current, given), answer
        except Refused as refusal:
            if refusal.status == 401 and carries_session(head):
                refusal.headers["set-cookie"] = CLEARED
            return refusal_reply(refusal, media_type), None
        except Busy:
            return refusal_reply(busy(), media_type), None
        except DatabaseUnavailable as error:
            self._outage.note(error, scope["state"]["request_id"])
            return refusal_reply(database_unavailable(), media_type), None
        status = status_for(answer.status, media_type)
        headers = [] if operation.preview is None else [*MARKS]
        if admission.jar is not None:
            headers += admission.jar.headers
        return Reply(status, answer.body, media_type.header, headers), answer

    async def _operation(self, scope: Scope, head: Head, receive: Receive) -> Operation:
        method = scope["method"]
        if method == "POST":
            return await read_post(head, receive, self._body_bytes, self._patience)
        if method == "GET":
            return read_get(scope["query_string"], self._body_bytes)
        raise Refused(
            405,
            "METHOD_NOT_ALLOWED",
            "Operations are sent with POST, queries also with GET.",
            headers={"allow": "GET, POST"},
        )
