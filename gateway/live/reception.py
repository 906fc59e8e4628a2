"""The reception of live connections: the same door as for requests, and streams behind it."""

from __future__ import annotations

from gateway.http.capacity import Capacity
from gateway.http.heads import Head
from gateway.http.named_documents import NamedDocuments
from gateway.http.requests import Operation
from gateway.live.hub import Hub
from gateway.live.places import Places
from gateway.live.streams import Receiver, Stream
from gateway.operations.admission import Doorkeeper
from gateway.operations.answering import Answering
from gateway.operations.viewers import load_viewer
from gateway.outage import Outage
from gateway.policies.holder import PolicyHolder
from gateway.refusals import bad_request
from planning.answers import Answer
from planning.requests import Prepared


class Reception:
    """Takes operations from connections that stay open.

    `places` are those for connections, which are held much longer than those for requests; `outage`
    is what is known of a database that does not answer.
    """

    def __init__(
        self,
        hub: Hub,
        doorkeeper: Doorkeeper,
        answering: Answering,
        policies: PolicyHolder,
        documents: NamedDocuments,
        capacity: Capacity,
        places: Places,
        outage: Outage,
    ) -> None:
        self.hub = hub
        self.places = places
        self.outage = outage
        self._doorkeeper = doorkeeper
        self._answering = answering
        self._policies = policies
        self._documents = documents
        self._capacity = capacity

    async def admit(self, head: Head) -> None:
        """See to it that *head* names a portal, and nobody whose credential does not hold.

        Raises:
            Refused: as for a request.
            DatabaseUnavailable: where that cannot be known.
        """
        admission = await self._doorkeeper.admit(head, None, self._policies.current)
        if admission.session is not None:
            network, now = admission.portal.root, self._answering.clock()
            await load_viewer(self._answering.facts, admission.session, network, now)

    async def follows(self, operation: Operation) -> bool:
        """Whether *operation*, whose text is there, is one that can be followed. Raises Busy."""
        if operation.preview is not None:
            return False
        prepared = await self._prepare(operation)
        return not isinstance(prepared, Answer) and prepared.is_subscription

    def find(self, operation: Operation, name: str) -> Operation:
        """Return *operation* with its text, if it may be sent at all.

        Raises:
            Refused: where it may not, or its text is not known.
        """
        if self._documents.asks(operation):
            return self._documents.find(operation, self._policies.current.documents, name)
        return operation

    async def take(
        self, head: Head, operation: Operation, receiver: Receiver, name: str
    ) -> Answer | Stream:
        """Answer an operation, or begin the stream that it asks for.

        Raises:
            Refused: where portal, credential, document or capacity forbid it.
            Busy: where too much waits already.
            DatabaseUnavailable: where facts or rows cannot be had.
        """
        operation, current = self.find(operation, name), self._policies.current
        with self._capacity:
            admission = await self._doorkeeper.admit(head, operation.preview, current)
            if operation.preview is not None:
                return await self._answering.answer(admission, operation, current)
            prepared = await self._prepare(operation)
            if isinstance(prepared, Answer):
                return prepared
            if prepared.is_subscription:
                return await self.hub.follow(prepared, admission, receiver, name)
            if prepared.is_mutation and admission.jar is not None:
                words = "Send mutations as requests of their own: here no cookie can be set."
                raise bad_request("BAD_REQUEST", words)
            return await self._answering.answer(admission, operation, current)

    async def _prepare(self, operation: Operation) -> Prepared | Answer:
        return await self._answering.engine.preparing.prepare_aside(
            operation.query, operation.name, operation.variables, size=operation.size
        )
