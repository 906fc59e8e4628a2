"""The small world with promises."""

from __future__ import annotations

from access.compiling import Compiled
from tests.small_world import compiled, world

PATH = "policies/promises.yaml"
Edit = tuple[str, str, str]


def promised(*promises: str, edits: tuple[Edit, ...] = (), **locations: str) -> Compiled:
    """Compile the small world with *promises*, each a line of YAML with a reason of its own."""
    lines = (each if "because" in each else f"{each}, because: A test" for each in promises)
    texts = world(*edits, **locations)
    texts[PATH] = "promises:\n" + "".join(f"  - {{ {line} }}\n" for line in lines)
    return compiled(texts)


def screen(*promises: str, edits: tuple[Edit, ...] = (), **locations: str) -> str:
    """Return what the operator reads of the small world with *promises*."""
    return "\n".join(map(str, promised(*promises, edits=edits, **locations).problems))
