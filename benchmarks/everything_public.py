"""The gateway without a policy to speak of: every field and section that may be, for everybody.

Which rows a list shows stays as it is, so that both answer the same. What must never be open to
everybody (payments, the help desk, questions about the rules) stays as open as the files allow.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from benchmarks.without_budgets import write_without_budgets

NEVER_PUBLIC = ("benefits", "help-desk", "payments")
FOR_STAFF = "questions.yaml"


def write_everything_public(root: Path, target: Path) -> None:
    """Copy the operator's folders of *root* to *target*, with everything open that may be."""
    write_without_budgets(root, target)
    shutil.rmtree(target / "policies/tests")
    (target / "policies/promises.yaml").unlink()
    for path in (target / "policies").glob("*.yaml"):
        if path.name != FOR_STAFF:
            _rewrite(path, _open)
    for path in (target / "locations").glob("*.yaml"):
        _rewrite(path, lambda data: data.pop("changes", None))


def _open(data: dict[str, Any]) -> None:
    for name, section in data.get("sections", {}).items():
        section["access"] = "logged-in" if name in NEVER_PUBLIC else "public"
        section.pop("locations-may", None)
    for type_ in data.get("types", {}).values():
        fields = {field: None for shown in type_["see"].values() for field in shown}
        type_["see"] = {"public": list(fields)}
        type_.get("locations-may", {}).pop("open", None)


def _rewrite(path: Path, edit: Any) -> None:
    data = yaml.safe_load(path.read_text())
    edit(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
