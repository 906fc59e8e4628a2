"""The way of a whole policy set: drafted, published, found again, taken back."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from documents.policy_files import PolicyFiles
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from store.databases import open_database
from store.policy_history import KeptSet, keep_activation
from tests.gateway.commands.conftest import NOON
from tests.gateway.ended import Ended, Portal
from tests.gateway.house import HOUSE

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
GUESTS = (
    "bookings", "--audience", "logged-in", "--because", "Guests may see the rooms",
    "--from", "2031-12-01", "--until", "2032-01-01",
)  # fmt: skip
"""An edit that no test of the house's policies looks at, far as it is in time."""
HASH = re.compile(r"\b[0-9a-f]{8}\b")


def told(ended: Ended, *paths: Path) -> str:
    """What an operator reads, without what differs from run to run."""
    text = re.sub(r"\d+ promises hold: .*s\n", "promises hold: …\n", ended.screen)
    text = re.sub(r"[\d,]+ (person|people) of (\w+), such as [^;\n]*", r"N people of \2", text)
    text = re.sub(r"[\d,]+ of (harbour|plenum)\b", r"N of \1", text)
    for path in paths:
        text = text.replace(str(path), path.name.upper())
    return HASH.sub("HASH", MOMENT.sub("MOMENT", text))


@pytest.fixture(name="rows")
def _rows(url: str, tmp_path: Path) -> str:
    """A copy of the demo's rows, in which sets can be kept."""
    shutil.copyfile(url.removeprefix("sqlite:///"), tmp_path / "portal.db")
    return f"sqlite:///{tmp_path}/portal.db"


@pytest.fixture(name="run")
def _run(portal: Portal, root: Path, rows: str) -> Portal:
    """The command for that root and these rows."""

    def run(name: str, *arguments: str) -> Ended:
        place: tuple[str, ...] = ("--root", str(root))
        if name not in ("draft", "set"):
            place += ("--database", rows)
        return portal(name, *arguments, *place)

    return run


def test_the_page_about_drafts_can_be_followed(
    portal: Portal, root: Path, rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line, as it is printed, to a set that is published."""
    page = (HOUSE / "docs" / "editing.md").read_text()
    told = page.partition("## Draft, and publish")[2].partition("```bash\n")[2]
    commands = told.partition("```")[0].splitlines()
    assert len(commands) == 4
    monkeypatch.chdir(root)
    monkeypatch.setenv("PORTAL_ROOT", str(root))
    monkeypatch.setenv("PORTAL_DATABASE_URL", rows)
    for command in commands:
        ended = portal(*shlex.split(command)[1:])
        assert ended.exit == 0, ended.screen
    assert "is published, in place of" in ended.screen


def test_from_draft_to_rollback(
    run: Portal, portal: Portal, root: Path, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """Read aloud, this is how a set comes into force, and how one goes back to the one before."""
    begun = PolicyFiles.of_texts(_texts(root))
    draft = tmp_path / "draft"
    assert told(run("draft", str(draft)), draft) == snapshot(name="a draft")
    portal("set", *GUESTS, "--at", "berlin-mitte", "--root", str(draft))
    assert told(run("publish", str(draft), "--dry-run"), draft) == snapshot(name="rehearsed")
    assert PolicyFiles.of_texts(_texts(root)) == begun
    published = run("publish", str(draft), "--by", "Dana", "--because", "A quiet month")
    assert told(published, draft) == snapshot(name="published")
    assert _texts(root) == _texts(draft)
    assert told(run("publish", str(draft)), draft) == snapshot(name="published again")
    listed = run("history", "--format", "json").json
    assert [each["by"] for each in listed] == ["Dana", None]
    back = run("rollback", listed[1]["policies"][:8], "--by", "Ben")
    assert told(back) == snapshot(name="taken back")
    assert PolicyFiles.of_texts(_texts(root)) == begun
    assert told(run("history")) == snapshot(name="history")


def _texts(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text()
        for folder in ("policies", "locations")
        for path in (root / folder).rglob("*.yaml")
    }


def test_an_edit_since_the_draft_stands_in_the_way(
    run: Portal, root: Path, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """Be it a rule or a comment: nobody's edit is lost."""
    draft = tmp_path / "draft"
    run("draft", str(draft))
    with (draft / "policies/portal.yaml").open("a") as file:
        file.write("# mine\n")
    with (root / "policies/portal.yaml").open("a") as file:
        file.write("# yours\n")
    assert told(run("publish", str(draft)), draft) == snapshot(name="a comment")
    run("set", "store.purchase", "--audience", "member")
    ended = run("publish", str(draft))
    assert (ended.exit, told(ended, draft)) == snapshot(name="a rule")
    assert (root / "policies/portal.yaml").read_text().endswith("# yours\n")


def test_what_fails_a_test_is_not_published(
    run: Portal, portal: Portal, root: Path, tmp_path: Path
) -> None:
    """The tests beside the policies are run on the draft, and say who would see what."""
    draft = tmp_path / "draft"
    run("draft", str(draft))
    portal("set", "events", "--audience", "member", "--root", str(draft))
    before = _texts(root)
    ended = run("publish", str(draft))
    assert ended.exit == 1
    assert ended.err.endswith("The tests of the draft do not hold: nothing is published.\n")
    assert "policies/tests/" in ended.out
    assert _texts(root) == before


def test_what_breaks_a_promise_is_not_published(run: Portal, root: Path, tmp_path: Path) -> None:
    """It says why, and nothing has changed."""
    draft = tmp_path / "draft"
    run("draft", str(draft))
    contracts = draft / "policies/contracts.yaml"
    contracts.write_text(contracts.read_text().replace("own, contracts-staff:\n", "own, member:\n"))
    before = _texts(root)
    ended = run("publish", str(draft))
    assert ended.exit == 1
    assert "the promise says why not" in ended.err
    assert _texts(root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "publish nowhere",
        "publish {folder}",
        "publish {folder} --on abc",
        "publish {folder} --on 0123456789",
        "rollback 01234567",
        "rollback 0",
        "rollback running",
    ],
)
def test_what_cannot_be_published(
    run: Portal, root: Path, tmp_path: Path, arguments: str, snapshot: SnapshotAssertion
) -> None:
    """Nobody says on which set it was made, on another one, or there is no such set."""
    folder = tmp_path / "a-draft"
    shutil.copytree(root, folder)
    ended = run(*arguments.format(folder=folder).split())
    assert ended.exit in (1, 2)
    if ended.exit == 1:
        assert told(ended, folder) == snapshot


def test_the_past_is_asked_by_its_own_rules(
    run: Portal, root: Path, rows: str, snapshot: SnapshotAssertion
) -> None:
    """What was in force is told with the answer; before that, today's rules are asked."""
    loaded = load_policies(root, graph_shape())
    assert loaded.files is not None
    assert loaded.current is not None
    kept = KeptSet(loaded.files.digest, loaded.current.policies.hash, loaded.files.texts)
    _keep(rows, kept, NOON - dt.timedelta(days=9), "Dana", "The first one")
    run("set", "discussion", "--feature", "off")
    after = load_policies(root, graph_shape())
    assert after.files is not None
    assert after.current is not None
    kept = KeptSet(after.files.digest, after.current.policies.hash, after.files.texts)
    _keep(rows, kept, NOON - dt.timedelta(days=2), "Ben", "No more talk")
    question = ("explain", "--viewer", "ben@harbour.test", "--at", "berlin-mitte",
                "--section", "discussion")  # fmt: skip
    before = HASH.sub("HASH", run(*question, "--when", "2026-11-18T12:00").screen)
    assert before == snapshot(name="then")
    assert "\nOpen: " in before
    now = run(*question).screen
    assert "By the policies" not in now
    assert "\nClosed (FEATURE_OFF): " in now
    earlier = run(*question, "--when", "2026-11-01T12:00")
    assert earlier.err == "No policies of that moment are kept: those of today are asked.\n"


def test_kept_sets_are_compared(run: Portal, root: Path, rows: str) -> None:
    """`running` is what the store has in force, whatever the files say; a hash is any set kept."""
    nothing = run("diff", "running")
    assert (nothing.exit, nothing.out) == (1, "")
    assert "no policy set is kept yet" in nothing.err
    begun, hashes = _texts(root), []
    for days, feature in ((9, None), (2, "off")):
        if feature is not None:
            run("set", "discussion", "--feature", feature)
        loaded = load_policies(root, graph_shape())
        assert loaded.files is not None
        assert loaded.current is not None
        hashes.append(loaded.current.policies.hash)
        kept = KeptSet(loaded.files.digest, hashes[-1], loaded.files.texts)
        _keep(rows, kept, NOON - dt.timedelta(days=days), "Dana", "So it was")
    assert "Nothing changes" in run("diff", "running").out
    for path, text in begun.items():
        (root / path).write_text(text)
    report = run("diff", "running", "--format", "json").json
    assert (report["old"], report["new"]) == (hashes[1], hashes[0])
    assert report["looser"]
    back = run("diff", hashes[0][:8], "running", "--no-people", "--format", "json").json
    assert (back["old"], back["new"]) == tuple(hashes)
    assert not back["looser"]
    missing = run("diff", "0123456789")
    assert (missing.exit, missing.out) == (1, "")
    assert "`portal history` lists them" in missing.err


def test_a_kept_set_that_holds_no_longer(run: Portal, rows: str) -> None:
    """Is said to be one, with the first thing that is wrong with it."""
    kept = KeptSet("a", "ab" * 32, {"policies/portal.yaml": "no: rules\n"})
    _keep(rows, kept, NOON - dt.timedelta(days=9), "Dana", "")
    ended = run("diff", "ababab")
    assert (ended.exit, ended.out) == (1, "")
    assert "abababab, as they are kept, do not hold" in ended.err
    other = KeptSet("b", "ab" * 31 + "cd", {"policies/portal.yaml": "no: other rules\n"})
    _keep(rows, other, NOON - dt.timedelta(days=8), "Dana", "")
    ended = run("diff", "ababab")
    assert ended.exit == 1
    assert "`ababab` names several sets" in ended.err


def _keep(rows: str, kept: KeptSet, now: dt.datetime, by: str, why: str) -> None:
    async def keep() -> None:
        database = open_database(rows)
        assert await keep_activation(database, kept, now, by_whom=by, why=why)
        await database.close()

    asyncio.run(keep())


def test_what_cannot_be_written_is_said(
    run: Portal, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence, and nothing has changed."""
    draft = tmp_path / "draft"
    run("draft", str(draft))
    before = _texts(root)
    (draft / "policies/portal.yaml").write_text(before["policies/portal.yaml"] + "# mine\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "a/file")

    monkeypatch.setattr("documents.publication.save", full)
    monkeypatch.setattr("gateway.policies.editing.save", full)
    for command in (("publish", str(draft)), ("set", "discussion", "--feature", "off")):
        ended = run(*command)
        assert ended.exit == 1
        assert "a/file cannot be written: No space left on device" in ended.err
    assert _texts(root) == before


def test_two_commands_at_once(run: Portal, portal: Portal, root: Path, tmp_path: Path) -> None:
    """Of two drafts on the same set one is published, and the other one's maker is told."""
    drafts = [tmp_path / "one", tmp_path / "two"]
    for draft, place in zip(drafts, ("berlin-mitte", "lisbon-alfama"), strict=True):
        run("draft", str(draft))
        portal("set", *GUESTS, "--at", place, "--root", str(draft))
    command = "import sys; from gateway.command import main; main(sys.argv[1:])"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", command, "publish", str(draft), "--root", str(root),
             "--no-people"],
            stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for draft in drafts
    ]  # fmt: skip
    ends = [(process.communicate()[1], process.returncode) for process in running]
    assert sorted(code for _, code in ends) == [0, 1]
    (refused,) = (words for words, code in ends if code == 1)
    assert "runs by now: make a draft on that one" in refused
    (first,) = (draft for draft, (_, code) in zip(drafts, ends, strict=True) if code == 0)
    assert _texts(root) == _texts(first)
