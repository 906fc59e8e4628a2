"""GraphQL over HTTP: the endpoint, from the bytes of a request to those of its answer."""

from __future__ import annotations

import logging
import time

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from gateway.answering import Answering
from gateway.heads import Head, read_head
from gateway.landing import landing_page
from gateway.negotiation import MediaType, negotiate
from gateway.policies import Current, PolicyHolder
from gateway.refusals import Refused, database_unavailable
from gateway.replies import Reply, refusal_reply, status_for
from gateway.requests import Operation, read_get, read_post
from planning.answers import Answer
from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.requests")


class GraphQLEndpoint:
    """The ASGI application at `/graphql`."""

    def __init__(
        self, answering: Answering, policies: PolicyHolder, *, body_bytes: int, page: bool
    ) -> None:
        """Answer with *answering*; bodies are bounded, and *page* says whether browsers get one."""
        self._answering = answering
        self._policies = policies
        self._body_bytes = body_bytes
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        current = self._policies.current
        try:
            reply, answer = await self._reply(scope, receive, current)
        except ClientDisconnect:
            return
        reply.headers = [*reply.headers, (b"x-policy", current.policies.hash.encode())]
        await reply.send(scope, send)
        if log.isEnabledFor(logging.DEBUG):
            log.debug(
                "%s %s %d in %.1f ms, %d statements, policies %s%s",
                scope["state"]["request_id"],
                scope["method"],
                reply.status,
                1000 * (time.perf_counter() - began),
                answer.statements if answer else 0,
                current.policies.hash,
                "".join(f" {code}" for code in answer.codes) if answer else "",
            )

    async def _reply(
        self, scope: Scope, receive: Receive, current: Current
    ) -> tuple[Reply, Answer | None]:
        """Answer, or say in the client's media type why not."""
        media_type = MediaType.JSON
        try:
            head = read_head(scope["headers"])
            media_type = negotiate(head.accept, page=self._page and scope["method"] == "GET")
            if media_type is MediaType.HTML:
                return landing_page(), None
            operation = await self._operation(scope, head, receive)
            answer = await self._answering.answer(head, operation, current)
        except Refused as refusal:
            return refusal_reply(refusal, media_type), None
        except DatabaseUnavailable as error:
            log.warning("%s: %s", scope["state"]["request_id"], error)
            return refusal_reply(database_unavailable(), media_type), None
        status = status_for(answer.status, media_type)
        return Reply(status, answer.body, media_type.header), answer

    async def _operation(self, scope: Scope, head: Head, receive: Receive) -> Operation:
        method = scope["method"]
        if method == "POST":
            return await read_post(head, receive, self._body_bytes)
        if method == "GET":
            return read_get(scope["query_string"], self._body_bytes)
        raise Refused(
            405,
            "METHOD_NOT_ALLOWED",
            "Operations are sent with POST, queries also with GET.",
            headers={"allow": "GET, POST"},
        )
