"""Staff make the groups that customers are sorted into."""

from __future__ import annotations

from tests.resolvers.asking import codes
from tests.resolvers.desk.conftest import ALFAMA, Studio

CREATE = """
mutation C($input: CreateCustomerGroupInput!) {
  createCustomerGroup(input: $input) {
    group { id name description location { id } customers { totalCount } }
    errors { code field }
  }
}
"""
EDIT = """
mutation E($input: EditCustomerGroupInput!) {
  editCustomerGroup(input: $input) { group { name description } errors { code field } }
}
"""


async def test_a_group_is_made_and_called_otherwise(studio: Studio) -> None:
    """Where the portal is; each with its line in the trail, and none for what stays."""
    made = await studio(CREATE, name=" Wheel ", description="Throw on Mondays.")
    group = made["group"].pop("id")
    assert made == {
        "group": {
            "name": "Wheel",
            "description": "Throw on Mondays.",
            "location": {"id": "Location:berlin-mitte"},
            "customers": {"totalCount": 0},
        },
        "errors": [],
    }
    for _ in range(2):
        renamed = await studio(EDIT, groupId=group, name="Wheels")
        assert renamed["group"] == {"name": "Wheels", "description": "Throw on Mondays."}
    assert (await studio(EDIT, groupId=group, description=None))["group"]["description"] is None
    assert codes(await studio(EDIT, groupId=group, name=" ")) == [("INVALID_VALUE", "name")]
    rows = await studio.stored("select name_folded from customer_groups order by name_folded")
    assert [name for (name,) in rows] == ["faraway", "regulars", "wheels"]
    trail = await studio.stored("select action, record_type from audit_entries")
    assert trail == [("customers.edit-group", "CustomerGroup")] * 3


async def test_only_where_the_permission_is_held(studio: Studio) -> None:
    """A front desk sees groups and makes none; other houses' are as if they were not there."""
    desk = studio.staff("front-desk")
    assert codes(await studio(CREATE, desk, name="X")) == [("NOT_ALLOWED", None)]
    own = {"groupId": f"CustomerGroup:{studio.regulars}"}
    assert codes(await studio(EDIT, desk, **own, name="X")) == [("NOT_ALLOWED", None)]
    far = await studio(CREATE, name="X", locationId=f"Location:{ALFAMA}")
    assert codes(far) == [("NOT_ALLOWED", None)]
    for asked in (f"CustomerGroup:{studio.faraway}", "CustomerGroup:9"):
        assert codes(await studio(EDIT, groupId=asked, name="X")) == [("NOT_FOUND", "groupId")]
