"""What an e-mail address looks like, and when two are the same."""

from __future__ import annotations

import pytest

from store.email_addresses import is_email_address, same_address
from store.folding import fold

ADDRESSES = [
    "eva@house.test", "Eva.Maria+desk@sub.house.test", "o'neill@house.test", "eva@localhost",
    "jürgen@müller.test", "JÜRGEN@MÜLLER.TEST", "用户@例子.test", "a=b@house.test",
    "eva@xn--fa-hia.test",
]
NONE = [
    "", "eva", "@house.test", "eva@", "eva@house.test@house.test", "eva @house.test",
    "eva@house.test\n", ".eva@house.test", "eva.@house.test", "e..va@house.test",
    "eva@house..test", "eva@.test", "eva@house.test.",
    "<eva@house.test>", "(1)eva@house.test", '"eva"@house.test', "eva,ada@house.test",
    "Eva:eva@house.test;", "eva@house.test>SIZE=1", "eva@[127.0.0.1]", "eva\\@house.test",
    "=?utf-8?q?eva=0d=0aBcc:ada?=@house.test", "eva@house.test\x85bcc", "eva\u202e@house.test",
    "eva\u200d@house.test", "eva\x00@house.test", "eva\u2028@house.test",
    "eva@faß.test", "eva@houſe.test", "ﬁn@house.test", "νικος@house.test",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses(text: str) -> None:
    """As people have them, in any script."""
    assert is_email_address(text)


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(text: str) -> None:
    """What a mail server unpacks, what breaks a letter's head, and another's by folding."""
    assert not is_email_address(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("eva@house.test", "EVA@House.TEST ", True),
        ("jürgen@house.test", "ju\u0308rgen@house.test", True),
        ("JÜRGEN@house.test", "jürgen@house.test", True),
        ("eva@fass.test", "eva@faß.test", False),
        ("eva@fass.test", "eva@FAẞ.test", False),
        ("fin@house.test", "ﬁn@house.test", False),
        ("eva@house.test", "eva@houſe.test", False),
    ],
)
def test_the_same(one: str, other: str, same: bool) -> None:
    """In case they may differ; all of these are folded alike."""
    assert fold(one.strip()) == fold(other.strip())
    assert same_address(one, other) is same


def test_addresses_that_fold_alike_are_the_same() -> None:
    """So of two that are let in, neither is taken for the other."""
    for one in ADDRESSES:
        for other in ADDRESSES:
            assert (fold(one) == fold(other)) is same_address(one, other)
