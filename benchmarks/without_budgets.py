"""The gateway without budgets: one visitor asks more in a second than others do in a day."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

WITHOUT_BUDGETS = {
    kind: {"operation": 0, "minute": 0} for kind in ("anonymous", "signed-in", "staff", "api-key")
}
"""The entry `budgets` of `config/gateway.yaml`."""


def write_without_budgets(root: Path, target: Path) -> None:
    """Copy the operator's folders of *root* to *target*, and let everybody spend what they like."""
    for name in ("policies", "locations", "config"):
        shutil.copytree(root / name, target / name)
    path = target / "config/gateway.yaml"
    written = yaml.safe_load(path.read_text())
    written["budgets"] = WITHOUT_BUDGETS
    path.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True))
