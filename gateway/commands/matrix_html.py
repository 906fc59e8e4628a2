"""Cards and tables as pages to be printed or sent: one file each, with nothing to be fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from access.cards import Card, Chapter
from access.mask import Code
from access.matrices import Matrix
from gateway.commands.matrix_screen import LEGEND, cell_of

STYLE = """
:root { color-scheme: light; --ink: #1c2227; --faint: #5b6670; --line: #d5dbe0; --open: #dcefe2; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 62rem; color: var(--ink);
  background: #fff; font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
header { border-bottom: 2px solid var(--ink); margin-bottom: 1.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 0 0 .4rem; }
header p, main > p, caption, footer { color: var(--faint); }
header p { margin: 0 0 .75rem; }
figure { margin: 0 0 2rem; overflow-x: auto; }
main > p { font-size: .85rem; margin: -1.4rem 0 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; table-layout: fixed;
  min-width: 44rem; }
caption { text-align: left; padding-bottom: .4rem; font-size: 1rem; }
caption b { color: var(--ink); }
code { font: .92em ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
th, td { border: 1px solid var(--line); padding: .28rem .6rem; text-align: left; }
thead th { background: #f2f4f6; vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
td.open { background: var(--open); }
td.shut { color: var(--faint); }
.chapters { columns: 26rem 2; column-gap: 2.5rem; }
section { break-inside: avoid; margin: 0 0 1.4rem; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: .2rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
li b { font-weight: 600; }
footer { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .5rem;
  font-size: .85rem; }
@media print {
  @page { size: A4; margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  .chapters { columns: 2; column-gap: 8mm; }
  h2 { break-after: avoid; }
  figure { break-inside: avoid; }
  table { min-width: 0; }
  td, th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


CODE = re.compile("`([^`]+)`")


def card_html(card: Card, policies: str) -> str:
    """Write a card as a page; *policies* is the hash of the rules that it was made from."""
    name, _, day = card.title.rpartition(", ")
    chapters = "\n".join(_chapter(chapter) for chapter in card.chapters)
    body = [
        f"<header><h1>{escape(name)}</h1>",
        f"<p>Who may see and do what at this location, on <time>{escape(day)}</time></p></header>",
        "<main>",
        *_table(card.matrix, "Which kinds of visitor may enter which section"),
        f"<p>{escape(LEGEND)}.</p>",
        f'<div class="chapters">\n{chapters}\n</div>',
        "</main>",
    ]
    return _page(card.title, body, policies)


def matrices_html(tables: Iterable[tuple[str, Matrix]], policies: str) -> str:
    """Write tables as a page, each below its heading."""
    body = ["<header><h1>Who may enter what</h1>",
            "<p>Sections by kinds of visitor; locations of equal tables together</p></header>",
            "<main>"]  # fmt: skip
    for heading, matrix in tables:
        body += _table(matrix, heading)
    body.append(f"<p>{escape(LEGEND)}.</p></main>")
    return _page("Who may enter what", body, policies)


def _table(matrix: Matrix, caption: str) -> Iterator[str]:
    kinds = "".join(f'<th scope="col">{escape(kind)}</th>' for kind in matrix.kinds)
    yield f'<figure tabindex="0"><table><caption><b>{escape(caption)}</b></caption>'
    yield f'<thead><tr><th scope="col">section</th>{kinds}</tr></thead><tbody>'
    for section, codes in matrix.rows:
        cells = "".join(map(_cell, matrix.kinds, codes))
        yield f'<tr><th scope="row">{escape(section)}</th>{cells}</tr>'
    yield "</tbody></table></figure>"


def _cell(kind: str, code: Code | None) -> str:
    return f'<td class="{"open" if code is None else "shut"}">{cell_of(kind, code)}</td>'


def _chapter(chapter: Chapter) -> str:
    sentences = "\n".join(_sentence(sentence) for sentence in chapter.sentences)
    return f"<section><h2>{escape(chapter.title)}</h2><ul>\n{sentences}\n</ul></section>"


def _sentence(sentence: str) -> str:
    """Write a sentence; what stands before its colon is what an eye looks for."""
    who, colon, what = sentence.partition(": ")
    if not colon:
        return f"<li>{_with_code(sentence)}</li>"
    return f"<li><b>{_with_code(who)}:</b> {_with_code(what)}</li>"


def _with_code(sentence: str) -> str:
    """Write what stands between backticks as code."""
    return CODE.sub(r"<code>\1</code>", escape(sentence))


def _page(title: str, body: Iterable[str], policies: str) -> str:
    lines = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{lines}\n"
        f"<footer>Made from the policies {escape(policies)}</footer>\n</body>\n</html>"
    )
