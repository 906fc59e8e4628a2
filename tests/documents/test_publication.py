"""Publishing files: all of them or none, whoever reads, and whoever is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import publication
from documents.folders import read_root
from documents.notes import Note, read_note
from documents.pending import PUBLISHING, pending
from documents.policy_files import PolicyFiles
from documents.publication import changing, finish, publish, try_to_finish
from documents.saving import locked
from tests.small_world import WORLD

NOTE = Note("a digest", "Dana", "Wörter, “so”")


def edited(files: PolicyFiles) -> PolicyFiles:
    """Change one file, take one away, and add one."""
    contents = dict(files.contents)
    contents["policies/portal.yaml"] += b"# new\n"
    del contents["locations/isle.yaml"]
    contents["locations/texas.yaml"] = b"name: Texas\nparent: us\n"
    return PolicyFiles(contents)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """The small world."""
    for path, text in {**WORLD, "config/gateway.yaml": "default-portal: north\n"}.items():
        (tmp_path / "root" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / path).write_text(text)
    return tmp_path / "root"


@pytest.fixture(name="old")
def _old(root: Path) -> PolicyFiles:
    """What stands there."""
    return PolicyFiles.of(read_root(root))


def found(root: Path) -> PolicyFiles:
    """What a reader of ours finds."""
    return PolicyFiles.of(read_root(root))


def standing(root: Path) -> PolicyFiles:
    """What stands in the folders, whatever readers of ours make of it."""
    paths = [path for folder in ("policies", "locations") for path in (root / folder).iterdir()]
    return PolicyFiles({str(path.relative_to(root)): path.read_bytes() for path in paths})


def stop_before_moving(monkeypatch: pytest.MonkeyPatch, root: Path, old: PolicyFiles) -> None:
    """Publish as somebody does who is killed right after the moment that decides."""
    with monkeypatch.context() as patch, changing(root):
        patch.setattr(publication, "finish", lambda _: False)
        publish(root, old, edited(old), NOTE)


def test_files_are_changed_added_and_taken_away(root: Path, old: PolicyFiles) -> None:
    """Those that are as they were are not touched, and nothing else is left lying about."""
    same = (root / "locations/us.yaml").stat()
    with changing(root):
        publish(root, old, edited(old), NOTE)
    assert standing(root) == found(root) == edited(old)
    assert (root / "locations/us.yaml").stat() == same
    assert {path.name for path in root.iterdir()} == {
        "policies", "locations", "config", ".portal-note.json",
    }  # fmt: skip
    assert read_note(root, "a digest") == NOTE
    assert read_note(root, "another") is None


def test_what_is_published_holds_before_it_is_moved(
    root: Path, old: PolicyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader finds the new set whole; whoever comes next moves it to its place."""
    stop_before_moving(monkeypatch, root, old)
    assert pending(root)
    assert standing(root) == old
    assert found(root) == edited(old)
    try_to_finish(root)
    assert not pending(root)
    assert standing(root) == found(root) == edited(old)


def test_what_was_not_published_yet_is_forgotten(
    root: Path, old: PolicyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed a moment earlier, the old set holds."""
    with pytest.raises(KeyboardInterrupt), changing(root):
        monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        publish(root, old, edited(old), NOTE)
    monkeypatch.undo()
    assert standing(root) == found(root) == old
    with changing(root):
        assert not finish(root)
    assert not list(root.glob(f"{PUBLISHING}*"))


def test_a_file_that_was_edited_meanwhile_is_left_alone(
    root: Path, old: PolicyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its editor's word is the last one."""
    stop_before_moving(monkeypatch, root, old)
    (root / "policies/portal.yaml").write_text("# mine\n")
    try_to_finish(root)
    assert (root / "policies/portal.yaml").read_text() == "# mine\n"
    assert (root / "locations/texas.yaml").is_file()


def test_a_publication_while_reading_is_noticed(
    root: Path, old: PolicyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun and ended between two files, it makes the reader begin again."""
    from documents import folders

    original = folders._read_entry
    published: list[str] = []

    def meddled(found: folders._Found, root_: Path, folder: str, name: str) -> None:
        original(found, root_, folder, name)
        if folder == "policies" and not published:  # those of locations/ were read before
            published.append(name)
            with changing(root):
                publish(root, old, edited(old), NOTE)

    monkeypatch.setattr(folders, "_read_entry", meddled)
    assert found(root) == edited(old)


def test_one_publishes_at_a_time(root: Path) -> None:
    """Whoever does not want to wait is told; ending what others began is for another time."""
    with locked(root):
        with pytest.raises(BlockingIOError), locked(root, wait=False):
            pass
        (root / PUBLISHING).mkdir()
        try_to_finish(root)
        (root / PUBLISHING).rmdir()
