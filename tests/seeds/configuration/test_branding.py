"""Branding, languages and pages: the operator's; a customer changes little."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import MITTE, Demo


def test_the_appearance_is_controlled_in_one_place(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Colours, logo, languages and pages of a portal, from the files of its location and above."""
    question = """{
      portal { name networkName languages branding { primaryColor secondaryColor logo font } }
      home { headline banner pages { slug title embedUrl } } }"""
    places = ("berlin-mitte", "lisbon-alfama", "plenum-hackney")
    assert "\n\n".join(demo.shows(question, None, place) for place in places) == snapshot


def test_operators_define_pages_of_their_own_and_embedded_ones(demo: Demo) -> None:
    """One has a text, the other an address that is shown within the portal."""
    question = "{ home { pages { slug body embedUrl } } }"
    pages = {
        page["slug"]: page
        for place in ("berlin-mitte", "ghent-docks", "lisbon-alfama", "new-york-dumbo",
                      "plenum-hackney", "plenum-port", "hamburg-speicherstadt")
        for page in demo.see(question, None, place)["pages"] or []
    }  # fmt: skip
    assert pages["house-rules"]["body"]
    assert any(page["embedUrl"] for page in pages.values())


def test_customers_change_their_language_and_their_profile(house: Demo) -> None:
    """Ben does, in one go; a language that the house does not speak is none."""
    done = house.do(
        "updateMyProfile { customer { preferredLanguage } profile { summary } errors { code } }",
        "ben", preferredLanguage="de", summary="Erklärt den Mond.",
    )  # fmt: skip
    assert done == {
        "customer": {"preferredLanguage": "de"},
        "profile": {"summary": "Erklärt den Mond."},
        "errors": [],
    }
    done = house.do("updateMyProfile { errors { code field } }", "ben", preferredLanguage="pt")
    assert done == {"errors": [{"code": "INVALID_VALUE", "field": "preferredLanguage"}]}


def test_and_nothing_else_of_the_portal_or_of_their_record(demo: Demo) -> None:
    """The input has five fields, and what edits a record is refused to customers."""
    question = '{ __type(name: "UpdateMyProfileInput") { inputFields { name } } }'
    names = {each["name"] for each in demo.see(question)["inputFields"]}
    assert names == {"displayName", "summary", "website", "preferredLanguage", "published"}
    done = demo.do(
        "editCustomer { customer { name } errors { code } }", "ben", MITTE,
        customerId="Customer:102", name="Benjamin",
    )  # fmt: skip
    assert done["customer"] is None
    assert [each["code"] for each in done["errors"]] == ["NOT_ALLOWED"]
