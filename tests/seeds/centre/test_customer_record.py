"""A customer's record in a community centre: for looking up."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import Demo

DESK = ("tess", "plenum-hackney")


def test_the_module_knows_all_customers_of_a_centre(demo: Demo) -> None:
    """As many as there are rows, of the centre that is asked for."""
    question = """{ customers(filter: { location: { eq: "Location:plenum-hackney" } }) {
      totalCount } }"""
    ((count,),) = demo.rows(
        "select count(*) from customers where location_id = 'plenum-hackney'"
    )
    assert demo.see(question, *DESK)["totalCount"] == count


def test_its_staff_change_nothing(demo: Demo) -> None:
    """No action of the rules is allowed to whoever has this role alone."""
    actions = {
        "editCustomer": {"customerId": "Customer:202", "notes": "x"},
        "suspendCustomer": {"customerId": "Customer:202", "reason": "x"},
        "presentTeacher": {"customerId": "Customer:202"},
    }
    for action, given in actions.items():
        done = demo.do(f"{action} {{ errors {{ code }} }}", *DESK, **given)
        assert [each["code"] for each in done["errors"]] == ["NOT_ALLOWED"], action


def test_staff_see_the_centres_that_they_were_given(demo: Demo) -> None:
    """Tess looks after two: of the third and its customers she knows nothing."""
    question = "{ customers(first: 100) { nodes { location { name } } } }"
    places = {
        each["location"]["name"]
        for at in ("plenum-hackney", "plenum-katendrecht", "plenum-peckham", "plenum")
        for each in demo.see(question, "tess", at)["nodes"]
    }
    assert places == {"Plenum Hackney", "Plenum Katendrecht"}


def test_the_heading(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Name, plan, who pays, barcode, telephone and picture; of Rosa, and of Amir without a plan."""
    question = """{ customer(id: "Customer:%s") {
      name latestContract { planName } primaryBilling barcode phone profile { avatar } } }"""
    assert [demo.shows(question % key, *DESK) for key in ("213", "201")] == snapshot


def test_the_agenda_marks_what_is_today(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """What is to come, today's first and marked."""
    question = """{ customer(id: "Customer:202") {
      enrolments(filter: { endsAt: { gte: "2026-11-22T00:00:00Z" } }) {
        nodes { title startsAt endsAt isToday } } } }"""
    assert demo.shows(question, *DESK) == snapshot


def test_an_activity_leads_to_more_about_it(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Where, with whom, and what it is about."""
    question = """{ customer(id: "Customer:215") { enrolments(first: 1) { nodes { title
      event { venue summary capacity activity { kind teacher { name } } } } } } }"""
    assert demo.shows(question, *DESK) == snapshot


def test_the_profile_has_contact_birthday_and_flags(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Active, allowed entry, signature on file, identity verified: of a mother and of her child."""
    question = """{ customer(id: "Customer:%s") { name email phone dateOfBirth
      membership suspended allowedEntry signatureOnFile identityVerified } }"""
    assert [demo.shows(question % key, *DESK) for key in ("213", "215")] == snapshot


def test_emergency_contacts_begin_with_the_primary_one(demo: Demo) -> None:
    """With the number to call: Mia's mother before her father."""
    question = """{ customer(id: "Customer:215") {
      emergencyContacts { name relation phone primary } } }"""
    assert demo.see(question, *DESK)["emergencyContacts"] == [
        {"name": "Rosa Marchetti", "relation": "mother", "phone": "+44 20 7946 0507",
         "primary": True},
        {"name": "Leo Marchetti", "relation": "father", "phone": "+44 20 7946 0505",
         "primary": False},
    ]  # fmt: skip
