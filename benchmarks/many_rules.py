"""More plans and more field rules than the repository's own policies have, written over a copy."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import yaml

MOST_OPEN = ("public", "logged-in", "customers", "member", "our-members")
"""Fields that stand first of all under one of these get a rule of their own: members see them."""


def write_plans(root: Path, plans: int) -> list[str]:
    """Add plans until there are *plans*, and an audience for the holders of each; name these."""
    file = root / "policies/audiences.yaml"
    written = yaml.safe_load(file.read_text())
    listed = written["plans"]
    listed += [f"plan-{number}" for number in range(len(listed), plans)]
    holders = {f"{plan}-holders": {"level": "member", "plans": [plan]} for plan in listed}
    written["audiences"] |= holders
    file.write_text(json.dumps(written))
    return list(holders)


def write_field_rules(root: Path, rules: int, holders: list[str]) -> int:
    """Give up to *rules* fields a line each, with other *holders* in it, too; return how many."""
    following = itertools.cycle(holders)
    left = rules
    for file in sorted((root / "policies").glob("*.yaml")):
        written = yaml.safe_load(file.read_text())
        for rule in written.get("types", {}).values():
            see: dict[str, list[str]] = {}
            for audiences, fields in rule["see"].items():
                own = fields[:left] if audiences.split(", ")[0] in MOST_OPEN else []
                left -= len(own)
                see |= {f"{audiences}, {next(following)}": [field] for field in own}
                if rest := fields[len(own):]:
                    see[audiences] = rest
            rule["see"] = see
        file.write_text(json.dumps(written))
    return rules - left
