"""The secret: given or made, never seen."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from gateway.credentials.secret import FILE_NAME, Secret, SecretUnusable, load_secret

GIVEN = "g" * 40


def test_a_given_secret_is_taken(tmp_path: Path) -> None:
    """And no file is made."""
    assert load_secret(tmp_path, GIVEN) == Secret(GIVEN.encode())
    assert not list(tmp_path.iterdir())


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    """For us alone to read; the next start finds the same."""
    made = load_secret(tmp_path / "data", None)
    file = tmp_path / "data" / FILE_NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(made.value) == 64
    assert load_secret(tmp_path / "data", None) == made
    assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE_NAME]


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    """Of several secrets made at once the first one stays."""
    found: list[Secret] = []
    start = threading.Barrier(8)

    def begin() -> None:
        start.wait()
        found.append(load_secret(tmp_path, None))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({secret.value for secret in found}) == 1


@pytest.mark.parametrize("short", ["", "   ", "x" * 31])
def test_a_short_secret_is_refused(tmp_path: Path, short: str) -> None:
    """From the environment or from the file, in a sentence."""
    with pytest.raises(SecretUnusable, match="at least 32"):
        load_secret(tmp_path, short)
    (tmp_path / FILE_NAME).write_text(short)
    with pytest.raises(SecretUnusable, match="at least 32"):
        load_secret(tmp_path, None)


def test_a_secret_that_cannot_be_kept_is_a_sentence(tmp_path: Path) -> None:
    """Where the folder is none, for example."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SecretUnusable, match="PORTAL_SECRET"):
        load_secret(tmp_path / "file", None)


def test_each_use_has_a_key_of_its_own() -> None:
    """And the secret itself shows nowhere."""
    secret = Secret(GIVEN.encode())
    assert secret.key("tokens") != secret.key("cursors")
    assert secret.key("tokens") == Secret(GIVEN.encode()).key("tokens")
    assert GIVEN not in repr(secret)


def test_the_secret_before_stays_beside_the_new_one(tmp_path: Path) -> None:
    """In the environment or on the next line of the file; each has to be long enough."""
    new, old = "n" * 40, "o" * 40
    both = Secret(new.encode(), (old.encode(),))
    assert load_secret(tmp_path, new, old) == both
    (tmp_path / FILE_NAME).write_text(f"{new}\n{old}\n")
    assert load_secret(tmp_path, None) == both
    assert both.earlier_keys("tokens") == [Secret(old.encode()).key("tokens")]
    assert both.key("tokens") == Secret(new.encode()).key("tokens")
    with pytest.raises(SecretUnusable, match="PORTAL_SECRET_BEFORE holds 5"):
        load_secret(tmp_path, new, "short")
    with pytest.raises(SecretUnusable, match="goes with PORTAL_SECRET"):
        load_secret(tmp_path, None, old)
    (tmp_path / FILE_NAME).write_text(f"{new}\nshort\n")
    with pytest.raises(SecretUnusable, match="at least 32"):
        load_secret(tmp_path, None)
