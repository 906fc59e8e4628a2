"""An answer as text: what fits in a line stands in one."""

from __future__ import annotations

import json
from typing import Any

WIDTH = 96


def screen(value: Any, indent: int = 0) -> str:
    """Return *value* as JSON, broken only where a line would be too long."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {screen(each, indent + 2)}" for key, each in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [screen(each, indent + 2) for each in value]
        opening, closing = "[", "]"
    body = ",\n".join(pad + part for part in parts)
    return f"{opening}\n{body}\n{' ' * indent}{closing}"
