"""The README's table of states: a person for each, and what they can and cannot do."""

from __future__ import annotations

from typing import Any

from store.demo import PASSWORD
from tests.docs.asking import SIGN_IN, Visitor
from tests.docs.compared import codes

STATES = {
    "anna": "a contact, without a contract",
    "sofia": "… whose contract has not begun",
    "henri": "… whose contract waits for a check",
    "emil": "… whose contract has ended",
    "tom": "… who looks after a team",
    "otto": "a suspended contact",
    "ben": "a member",
    "mila": "… who has given notice",
    "jette": "… that is a company",
    "ulf": "… who lost the right to book",
    "greta": "… with a frozen contract and an active one",
    "frida": "a frozen member",
    "sam": "a suspended member",
    "hanna": "… whose contract is frozen, too",
    "nadia": "a member without access to the portal",
    "paul": "an archived customer",
}
HEAD = ("who", "state", "is a", "contracts", "sees the rooms", "books one", "buys a locker")


def states(visitor: Visitor, question: str, portal: str) -> str:
    """Ask *question* as each of them at *portal*, and write what they may as a table."""
    rows = [list(HEAD), ["---"] * len(HEAD)]
    rows += [
        [who.capitalize(), state, *_cells(visitor, question, f"{who}@harbour.test", portal)]
        for who, state in STATES.items()
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(visitor: Visitor, question: str, email: str, portal: str) -> list[str]:
    given = {"input": {"email": email, "password": PASSWORD}}
    refused = visitor.ask(SIGN_IN, None, portal, given).json()["data"]["signIn"]["errors"]
    if refused:
        return [f"{refused[0]['code']} at sign-in", "", "", "", ""]
    answer = visitor.ask(question, email, portal).json()
    me, products = answer["data"]["me"], answer["data"]["products"]["nodes"]
    rooms: Any = answer["data"]["resources"]
    return [
        me["membership"].lower(),
        ", ".join(each["state"].lower().replace("_", " ") for each in me["contracts"]) or "none",
        codes(answer).get("resources") or "yes",
        "yes" if rooms and rooms["nodes"][0]["viewerCanBook"] else "no",
        products[0]["purchaseRefusal"] or "yes",
    ]

