"""The recipes for policies in git, run as they are printed: by sh and git, in a scratch repository.

`portal` is answered by this very process, so that no recipe waits for eight starts of Python.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.command import main
from tests.docs.pages import HOUSE, blocks

SHIM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    line.sendall(json.dumps([os.getcwd(), sys.argv[1:]]).encode())
    line.shutdown(socket.SHUT_WR)
    code, out, err = json.load(line.makefile())
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(code)
"""
RULES = """clock: 2026-11-10T10:00
people: { visitor: anonymous, mia: member at ghent }
tests:
  - at: harbour
    sees: { everyone: [Event.title], mia: [Event.summary] }
    opens: { mia: [bookings] }
"""
HOOK, REVIEW, PUBLISHING = (
    block.text for block in blocks("docs/operators.md", "sh") if "portal" in block.text
)

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("git", "jq"))), reason="git and jq are needed"
)


def answer(cwd: str, arguments: list[str]) -> tuple[int, str, str]:
    """Run `portal` here, as if it were a process of its own."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return code, out.getvalue(), err.getvalue()


def serve(listener: socket.socket) -> None:
    """Answer one call after the other, until the listener is closed."""
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        with line:
            cwd, arguments = json.load(line.makefile())
            line.sendall(json.dumps(answer(cwd, arguments)).encode())


@dataclass(frozen=True)
class Checkout:
    """A repository with the smallest rules that hold, in a folder of its own."""

    folder: Path
    environment: dict[str, str]

    def sh(self, script: str, code: int = 0) -> str:
        """Run *script* in it; return what it printed."""
        ended = subprocess.run(
            ["sh", "-c", script], cwd=self.folder, env=self.environment, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def edit(self, path: str, old: str, new: str) -> None:
        """Write something else into a file."""
        file = self.folder / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Checkout]:
    """A repository whose first commit stands as `origin/main`, and `portal` on the path."""
    for name in ("PORTAL_ROOT", "PORTAL_DATABASE_URL", "PORTAL_SECRET"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "checkout"
    shutil.copytree(HOUSE / "tests/failing/_base", folder)
    (folder / "policies/tests").mkdir()
    (folder / "policies/tests/rules.yaml").write_text(RULES)
    programs = tmp_path / "bin"
    programs.mkdir()
    address = str(tmp_path / "line")
    shim = programs / "portal"
    shim.write_text(SHIM.format(python=sys.executable, address=address))
    shim.chmod(0o755)
    people = {f"GIT_{who}_{what}": f"{what.lower()}@house.test"
              for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        **people,
    }
    checkout = Checkout(folder, environment)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        answering = threading.Thread(target=serve, args=[listener], daemon=True)
        answering.start()
        checkout.sh("git init -q -b main && git add . && git commit -q -m Rules")
        checkout.sh("git update-ref refs/remotes/origin/main HEAD")
        yield checkout
        listener.shutdown(socket.SHUT_RDWR)
    answering.join()


def test_what_does_not_hold_is_not_committed(checkout: Checkout) -> None:
    """By the hook of the guide: neither a mistake, nor what fails a test; the rest is."""
    hook = checkout.folder / ".git/hooks/pre-commit"
    hook.write_text(HOOK)
    hook.chmod(0o755)
    checkout.edit("policies/portal.yaml", "access: member", "access: membr")
    assert "did you mean `member`?" in checkout.sh("git commit -qam Typo", code=1)
    checkout.edit("policies/portal.yaml", "access: membr", "access: contact")
    told = checkout.sh("git commit -qam Contacts", code=1)
    assert "section `bookings` should be open to mia" in told
    checkout.edit("policies/portal.yaml", "access: contact", "access: member")
    checkout.edit("policies/content.yaml", "[title, startsAt]\n      cust", "[title]\n      cust")
    checkout.sh("git commit -qam Dates")
    assert checkout.sh("git log --oneline | wc -l").split() == ["2"]


def test_a_pull_request_gets_a_comment(checkout: Checkout) -> None:
    """Steps of the guide: what becomes looser is in it, and somebody is asked to look."""
    assert "somebody should look" not in checkout.sh(REVIEW)
    checkout.edit("policies/content.yaml", "customers: [summary]", "logged-in: [summary, endsAt]")
    assert "somebody should look" in checkout.sh(REVIEW)
    comment = (checkout.folder / "comment.md").read_text()
    assert "2 looser" in comment
    assert "| Event.endsAt |" in comment
    checkout.edit("policies/portal.yaml", "access: public, l", "access: pblic, l")
    checkout.sh(REVIEW, code=1)


def test_what_was_merged_is_published(checkout: Checkout, tmp_path: Path) -> None:
    """As the guide says: unless somebody has edited the running policies in between."""
    running = tmp_path / "srv"
    for folder in ("policies", "locations", "config"):
        shutil.copytree(checkout.folder / folder, running / folder)
    checkout.edit(
        "policies/portal.yaml", "payments: { access: logged-in", "payments: { access: contact"
    )
    checkout.sh("git commit -qam Payments")
    script = PUBLISHING.replace("/srv/portal", str(running))
    assert "is published, in place of" in checkout.sh(script)
    assert "payments: { access: contact" in (running / "policies/portal.yaml").read_text()
    again = script.splitlines()[-1].replace("$before", "0123456789")
    assert "make a draft on that one" in checkout.sh(again, code=1)
