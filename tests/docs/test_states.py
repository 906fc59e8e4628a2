"""The README's people, one for each state: what they can do, and what they cannot."""

from __future__ import annotations

import re

from tests.docs.asking import Visitor
from tests.docs.pages import blocks, chapter
from tests.docs.states import states

STATES = "A person for each state"
PAY = """mutation ($invoice: ID!, $method: ID!) {
  payInvoice(input: { invoiceId: $invoice, paymentMethodId: $method }) {
    invoice { status customer { suspended } }
    errors { code }
  }
}"""
OWED = """{ invoices(filter: { isDue: { eq: true } }) { nodes { id } }
  me { paymentMethods { id } } }"""


def test_what_they_can_and_cannot_do(visitor: Visitor) -> None:
    """Each row of the table is what somebody gets who asks the question as that person."""
    (table,) = re.findall(r"(?:^\|.*\n)+", chapter("README.md", STATES), re.MULTILINE)
    (question,) = blocks("README.md", "graphql")
    assert states(visitor, question.text, "berlin-mitte") == table


def test_the_suspended_pay_what_is_due(visitor: Visitor) -> None:
    """Sam pays an invoice with the means that he saved, and is suspended still."""
    owed = visitor.ask(OWED, "sam@harbour.test", "berlin-mitte").json()["data"]
    given = {
        "invoice": owed["invoices"]["nodes"][0]["id"],
        "method": owed["me"]["paymentMethods"][0]["id"],
    }
    answer = visitor.ask(PAY, "sam@harbour.test", "berlin-mitte", given).json()
    assert answer["data"]["payInvoice"] == {
        "invoice": {"status": "PAID", "customer": {"suspended": True}}, "errors": [],
    }  # fmt: skip
