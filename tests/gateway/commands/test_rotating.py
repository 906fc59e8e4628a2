"""`portal keys rotate` and `retire`: a new secret signs, and nobody is signed out by it."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from gateway.commands.exits import Exit
from gateway.credentials.rotation import rotate_secret
from gateway.credentials.secret import FILE_NAME, load_secret
from gateway.credentials.tokens import Tokens
from tests.gateway.commands.conftest import NOON
from tests.gateway.ended import Portal


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database is, and the secret's file beside it; the environment says nothing."""
    monkeypatch.delenv("PORTAL_SECRET", raising=False)
    return tmp_path


def keys(portal: Portal, folder: Path, command: str) -> str:
    """Run a command about the secret, and return what it says."""
    ended = portal("keys", command, "--database", f"sqlite:///{folder / 'portal.db'}")
    assert ended.exit == Exit.DONE, ended.err
    return ended.err


def tokens_of(folder: Path) -> Tokens:
    """Tokens as a gateway that starts now would sign and believe them."""
    secret = load_secret(folder, None)
    hours = dt.timedelta(hours=12)
    return Tokens(secret.key("t"), hours, lambda: NOON, earlier=secret.earlier_keys("t"))


def test_nobody_is_signed_out_by_a_new_secret(portal: Portal, folder: Path) -> None:
    """What the one before signed is good until that one is retired."""
    before = load_secret(folder, None)
    old, _ = tokens_of(folder).issue(session=1, login=1, network="harbour")
    assert "begins with a new secret, and keeps 1 earlier one" in keys(portal, folder, "rotate")
    assert "keeps 2 earlier ones" in keys(portal, folder, "rotate")
    after = load_secret(folder, None)
    assert after.value != before.value
    assert after.earlier[-1] == before.value
    fresh, _ = tokens_of(folder).issue(session=2, login=1, network="harbour")
    assert [tokens_of(folder).named_by(text).session for text in (old, fresh)] == [1, 2]
    assert "2 earlier ones taken out" in keys(portal, folder, "retire")
    assert load_secret(folder, None).value == after.value
    assert tokens_of(folder).named_by(fresh).session == 2
    with pytest.raises(Exception, match="not valid"):
        tokens_of(folder).named_by(old)
    assert "none to take out" in keys(portal, folder, "retire")


def test_the_file_is_replaced_whole_and_for_its_owner_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be, the old one stays as it was, and no draft lies about."""
    before = load_secret(folder, None)
    rotate_secret(folder)
    path = folder / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = path.read_bytes()
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(Exception, match="cannot be replaced"):
        rotate_secret(folder)
    assert path.read_bytes() == kept
    assert before.value in kept
    assert [each.name for each in folder.iterdir()] == [FILE_NAME]


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_cannot_be_rotated_is_said(
    portal: Portal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file yet, or a secret of the environment: the words say what to do, and none is made."""
    address = f"sqlite:///{folder / 'portal.db'}"
    for command in ("rotate", "retire"):
        none = portal("keys", command, "--database", address)
        assert (none.exit, "made at the first start" in none.err) == (Exit.PROBLEMS, True)
        monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
        given = portal("keys", command, "--database", address)
        assert (given.exit, "PORTAL_SECRET_BEFORE" in given.err) == (Exit.PROBLEMS, True)
        assert "s" * 40 not in given.err
        monkeypatch.delenv("PORTAL_SECRET")
    assert list(folder.iterdir()) == []
