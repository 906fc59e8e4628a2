"""Making groups that staff sort customers into, and editing them."""

import strawberry

from schema.customer_groups import CustomerGroup
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="Which group to make, and where.")
class CreateCustomerGroupInput:
    name: str = field("The group's name, 1 to 200 characters.")
    location_id: strawberry.ID | None = condition(
        "The location that keeps it; without it, the portal's."
    )
    description: str | None = condition("Who belongs in it, 4000 characters at the most.")


@strawberry.input(description="What to change of a group; what is left out stays.")
class EditCustomerGroupInput:
    group_id: strawberry.ID = field("The group.")
    name: str | None = condition("The group's name, 1 to 200 characters.")
    description: str | None = condition("Who belongs in it, 4000 characters at the most.")


@strawberry.type(description="What came of making a group.")
class CreateCustomerGroupPayload:
    group: CustomerGroup | None = field("The new group.")
    errors: list[UserError] = field("Why none was made; empty on success.")


@strawberry.type(description="What came of editing a group.")
class EditCustomerGroupPayload:
    group: CustomerGroup | None = field("The group as it is now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")
