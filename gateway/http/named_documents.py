"""Documents that a client names instead of sending them: trusted ones, and automatic ones."""

from __future__ import annotations

import logging

from gateway.http.requests import Operation
from gateway.policies.manifests import TrustedDocuments, sha256
from gateway.refusals import Refused
from gateway.settings import Documents
from planning.cache import Cache

log = logging.getLogger("portal.documents")

MOST_AUTOMATIC = 10_000
MOST_TOLD = 1_000
"""Documents of which it is remembered that the log has told of them."""


class NamedDocuments:
    """Finds the text that a request names, and decides whether a text may be sent at all.

    `untrusted` counts the requests whose document is in no manifest; it stays 0 in mode `open`.
    """

    def __init__(self, settings: Documents) -> None:
        self.mode = settings.mode
        self.untrusted = 0
        self._is_automatic = settings.automatic_kilobytes > 0 and self.mode != "trusted-only"
        self.automatic: Cache[str, str] = Cache(
            MOST_AUTOMATIC, settings.automatic_kilobytes * 1024
        )
        self._told: Cache[str, bool] = Cache(MOST_TOLD)

    def asks(self, operation: Operation) -> bool:
        """Whether :meth:`find` has anything to say about *operation*."""
        return operation.document is not None or self.mode != "open"

    def find(self, operation: Operation, trusted: TrustedDocuments, request_id: str) -> Operation:
        """Return *operation* with its text.

        Raises:
            Refused: where the document is not known, or is not one of those that may be sent.
        """
        named = operation.document
        if named is not None:
            text = trusted.find(named.id)
            if text is not None and (not operation.query or operation.query == text):
                return operation._replace(query=text)
            if named.is_hash:
                operation = self._automatic(operation, named.id)
            elif text is not None or not operation.query:
                words = "no document of this id" if text is None else "another document of this id"
                raise _refused("DOCUMENT_NOT_FOUND", f"There is {words}.")
        if self.mode != "open" and operation.query not in trusted:
            self.untrusted += 1
            if self.mode == "trusted-only":
                words = "This gateway answers the documents of its own front ends, and no others."
                raise _refused("DOCUMENT_NOT_TRUSTED", words)
            self._tell(request_id, operation.query)
        return operation

    def _automatic(self, operation: Operation, name: str) -> Operation:
        """Find, or keep, a document whose name is the hash of its text."""
        if operation.query:
            if sha256(operation.query) != name:
                words = "`sha256Hash` is not the hash of `query`."
                raise _refused("PERSISTED_QUERY_HASH_MISMATCH", words)
            if self._is_automatic:
                self.automatic.put(name, operation.query, 200 + 4 * len(operation.query))
            return operation
        text = self.automatic.get(name) if self._is_automatic else None
        if text is not None:
            return operation._replace(query=text)
        if self._is_automatic or self.mode == "trusted-only":  # in the words that clients look for
            raise _refused("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        raise _refused("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")

    def _tell(self, request_id: str, text: str) -> None:
        """Name a document to the log by its hash, each once as long as there is room."""
        name = sha256(text)
        if self._told.get(name) is None:
            self._told.put(name, True)
            log.warning(
                "%s: a document that is in no manifest, sha256 %s", request_id, name,
                extra={"request": request_id},
            )


def _refused(code: str, message: str) -> Refused:
    return Refused(400, code, message, of_the_operation=True)
