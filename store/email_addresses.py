"""E-mail addresses: what one looks like, and when two are the same."""

from __future__ import annotations

import re
import unicodedata

from store.folding import fold

_SIGNS = r"A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff"
_DOMAIN = r"A-Za-z0-9_\-\u0080-\U0010ffff"
_ADDRESS = re.compile(rf"[{_SIGNS}]+(\.[{_SIGNS}]+)*@[{_DOMAIN}]+(\.[{_DOMAIN}]+)*")
_ENCODED = "=?"
"""How an encoded word of a letter's head begins (RFC 2047): it stands for other letters."""


def is_email_address(text: str) -> bool:
    """Whether *text* is an address that is written in one way, and that nothing unpacks.

    Quotes, comments, lists, groups and routes of RFC 5322 are none: a letter to `<eva@a.test>` or
    to `(1)eva@a.test` goes to Eva, who is counted and found under another address. Neither is
    what folding makes another's: `ß` is folded to `ss`, and both stand in names of domains, of
    which the former has another name in ASCII.

    >>> [is_email_address(each) for each in ("eva@a.test", "<eva@a.test>", "eva@faß.test")]
    [True, False, False]
    """
    return (
        _ADDRESS.fullmatch(text) is not None
        and text.isprintable()
        and _ENCODED not in text
        and fold(text) == _small(text)
    )


def same_address(one: str, other: str) -> bool:
    """Whether two texts are one address: they differ in case at the most.

    >>> same_address("Eva@A.test", "eva@a.test"), same_address("eva@faß.test", "eva@fass.test")
    (True, False)
    """
    return _small(one.strip()) == _small(other.strip())


def _small(address: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).lower())
