"""The environment that the gateway is installed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.environment import PACKAGES, EnvironmentUnfit, check_environment, find_owners


def test_our_own_environment_is_fit() -> None:
    """Nobody else has installed a package of our names here."""
    check_environment()


def test_ours_may_be_known_as_ours() -> None:
    """Installed from a wheel, all packages belong to us."""
    check_environment({name: ["portal-gateway"] for name in PACKAGES} | {"yaml": ["PyYAML"]})


def test_a_stranger_of_our_name_is_named() -> None:
    """Which of the two would be imported is anybody's guess, so that we do not start."""
    with pytest.raises(EnvironmentUnfit) as unfit:
        check_environment({"schema": ["portal-gateway", "schema"]})
    assert str(unfit.value) == (
        "the distribution `schema` has installed a package named `schema`, which is one of ours: "
        "install the gateway into an environment of its own"
    )


@pytest.mark.parametrize(
    ("kind", "file", "text"),
    [
        ("dist-info", "RECORD", "schema/__init__.py,sha256=x,1\nschemas/a.py,,\nmore/schema/a.py"),
        ("dist-info", "RECORD", "schema.py,sha256=x,1"),
        ("dist-info", "top_level.txt", "other\nschema\n"),
        ("egg-info", "SOURCES.txt", "schema/__init__.py\nsetup.py"),
    ],
)
def test_a_stranger_is_found_by_what_it_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, file: str, text: str
) -> None:
    """Packages and modules of our names are found, whichever tool installed them."""
    folder = tmp_path / f"stranger-1.{kind}"
    folder.mkdir()
    for name in ("METADATA", "PKG-INFO"):
        (folder / name).write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1\n")
    (folder / file).write_text(text)
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    owners = find_owners()
    assert {name: found for name, found in owners.items() if found} == {"schema": ["stranger"]}
