"""`portal keys rotate` and `retire`: a new secret signs, and the one before is let go of later."""

from __future__ import annotations

import os
from pathlib import Path

from access.phrases import counted
from gateway.addresses import folder_of
from gateway.commands.asking import stop
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note
from gateway.credentials.rotation import NothingToRotate, retire_secrets, rotate_secret
from gateway.credentials.secret import FILE_NAME


def rotate(root: RootOption = ROOT, database: DatabaseOption = None) -> None:
    """Have a new secret sign tokens and cursors; those that the one before signed stay good.

    It holds once the gateway is started again. Nobody is signed out.
    """
    advice = "set PORTAL_SECRET_BEFORE to what it is now, and PORTAL_SECRET to a new one"
    folder, minutes = _folder(root, database, advice)
    try:
        kept = rotate_secret(folder)
    except NothingToRotate as reason:
        stop(str(reason))
    below = counted(kept, "earlier one")
    note(f"{folder / FILE_NAME} begins with a new secret, and keeps {below} below.")
    note("Start the gateway again, all of its processes: until then it signs with the one before.")
    note(f"After {minutes} minutes more no token needs that one: then run `portal keys retire`.")


def retire(root: RootOption = ROOT, database: DatabaseOption = None) -> None:
    """Take the secrets before out of the file: what they signed is good for nothing any more."""
    folder, _ = _folder(root, database, "take PORTAL_SECRET_BEFORE away")
    try:
        taken = retire_secrets(folder)
    except NothingToRotate as reason:
        stop(str(reason))
    if taken:
        note(f"{folder / FILE_NAME} holds one secret; {counted(taken, 'earlier one')} taken out.")
        note("Start the gateway again, all of its processes.")
    else:
        note(f"{folder / FILE_NAME} holds one secret; there is none to take out.")


def _folder(root: Path, database: str | None, advice: str) -> tuple[Path, int]:
    """Return where the secret's file is, and how many minutes a token holds.

    The environment cannot be changed from here: where it holds the secret, stop with *advice*.
    """
    settings = settings_for(root, database)
    if "PORTAL_SECRET" in os.environ:
        stop(
            f"the secret is PORTAL_SECRET of the environment: where that is set, {advice}; "
            "then start the gateway again, as docs/running.md has it"
        )
    folder = folder_of(settings.database_url, otherwise=settings.root)
    return folder, settings.tokens.lifetime_minutes
