"""The password for the mail server: from the environment, or from a file that it names."""

from __future__ import annotations

import os
from pathlib import Path

from gateway.credentials.secret import SecretUnusable


def mail_password() -> str | None:
    """Return the password, if there is one.

    Raises:
        SecretUnusable: with a sentence for the operator.
    """
    if given := os.environ.get("PORTAL_MAIL_PASSWORD"):
        return given
    named = os.environ.get("PORTAL_MAIL_PASSWORD_FILE")
    if not named:
        return None
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SecretUnusable(
            f"the mail server's password cannot be read from {named} ({reason}), "
            "which PORTAL_MAIL_PASSWORD_FILE names"
        ) from error
