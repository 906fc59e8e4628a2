"""The figures drawn, as SVG: a bar for each server, a row of them for each page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

WIDTH, LEFT, RIGHT = 860, 230, 110
BAR, GAP, HEAD = 18, 6, 34
OURS, THEIRS = "#1f6f54", "#9aa7b2"
CONNECTIONS = 32


def plot(figures: dict[str, Any]) -> str:
    """Draw requests a second of one core of server CPU, with 32 connections, longest bar first.

    *figures* are those of `report.as_json`.
    """
    rows = [each for each in figures["figures"] if each["connections"] == CONNECTIONS]
    charts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        charts.setdefault((row["database"], row["page"]), []).append(row)
    parts: list[str] = []
    top = HEAD
    for (database, page), servers in charts.items():
        parts += _chart(f"{page} ({database})", servers, top)
        top += HEAD + len(servers) * (BAR + GAP) + GAP
    return "\n".join([*_frame(top, figures["machine"]), *parts, "</svg>", ""])


def _frame(height: int, machine: str) -> Iterator[str]:
    title = f"Requests a second of one core of server CPU, {CONNECTIONS} connections"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" aria-label="{title}">'
    )
    yield f"<title>{title}; {escape(machine)}</title>"
    yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="12" y="22" font-weight="600" fill="#111111">{title}</text>'
    yield f'<text x="{WIDTH - 12}" y="22" text-anchor="end" fill="#55606b">{escape(machine)}</text>'


def _chart(title: str, servers: list[dict[str, Any]], top: int) -> Iterator[str]:
    yield f'<text x="12" y="{top + 22}" font-weight="600" fill="#111111">{escape(title)}</text>'
    longest = max(1 / each["cpu"] for each in servers)
    ordered = sorted(servers, key=lambda each: float(each["cpu"]))
    for number, each in enumerate(ordered):
        rate = 1 / each["cpu"]
        y = top + HEAD + number * (BAR + GAP)
        length = (WIDTH - LEFT - RIGHT) * rate / longest
        colour = OURS if each["server"].startswith("gateway") else THEIRS
        middle = y + BAR - 4
        name = escape(each["server"])
        yield f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end" fill="#111111">{name}</text>'
        yield f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
        yield f'<text x="{LEFT + length + 6:.1f}" y="{middle}" fill="#111111">{rate:,.0f}</text>'
