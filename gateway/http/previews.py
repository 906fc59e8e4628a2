"""What a client asks for when it rehearses: as whom, at which portal, at which moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.refusals import bad_request

KEY = "previewAs"
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """The entry `previewAs` of a request's extensions.

    `viewer`  an e-mail address, the id of a customer, or words such as `suspended member`
    `at`      the location whose portal is visited, in place of the one that the request names
    `when`    a moment on that portal's clock; None is now
    """

    viewer: str
    at: str | None = None
    when: str | None = None


def read_preview(extensions: Mapping[str, Any] | None) -> Preview | None:
    """Read it, if there is one.

    Raises:
        Refused: 400, where it has not the right form: it must never pass for none.
    """
    if not extensions or KEY not in extensions:
        return None
    given = extensions[KEY]
    if not isinstance(given, dict) or not given.keys() <= {"viewer", "at", "when"}:
        raise bad_request(
            "BAD_REQUEST", f"`{KEY}` is an object with `viewer` and, if needed, `at` and `when`."
        )
    if not all(isinstance(each, str) and len(each) <= MOST_CHARACTERS for each in given.values()):
        raise bad_request(
            "BAD_REQUEST", f"The entries of `{KEY}` are texts of at most {MOST_CHARACTERS} letters."
        )
    if not given.get("viewer", "").strip():
        raise bad_request("BAD_REQUEST", f"`{KEY}` says in `viewer` who is rehearsed.")
    return Preview(given["viewer"].strip(), given.get("at"), given.get("when"))
