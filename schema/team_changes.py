"""Making teams, and saying who is in them."""

import strawberry

from schema.fields import condition, field
from schema.teams import Team, TeamMember, TeamRole
from schema.user_errors import UserError


@strawberry.input(description="Which team to make, and where.")
class CreateTeamInput:
    name: str = field("The team's name, 1 to 200 characters.")
    location_id: strawberry.ID | None = condition(
        "The location that looks after it; without it, the portal's."
    )
    summary: str | None = condition("A few words about the team, 4000 characters at the most.")
    published: bool | None = condition("Whether it shows itself to others; at first, it does not.")


@strawberry.input(description="What to change of a team; what is left out stays.")
class EditTeamInput:
    team_id: strawberry.ID = field("The team.")
    name: str | None = condition("The team's name, 1 to 200 characters.")
    summary: str | None = condition("A few words about the team, 4000 characters at the most.")
    published: bool | None = condition("Whether it shows itself to others.")


@strawberry.input(description="Who is to be in which team, and as what.")
class AddToTeamInput:
    team_id: strawberry.ID = field("The team.")
    customer_id: strawberry.ID = field("The customer.")
    role: TeamRole = field("What the customer is to be in it.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whose role to change, and to which.")
class ChangeTeamRoleInput:
    member_id: strawberry.ID = field("The place in the team.")
    role: TeamRole = field("What the person is to be instead.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whose place in a team ends.")
class RemoveFromTeamInput:
    member_id: strawberry.ID = field("The place in the team.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Which team to leave.")
class LeaveTeamInput:
    team_id: strawberry.ID = field("The team.")
    why: str | None = condition("A reason, for those who stay: 1 to 200 characters.")


@strawberry.input(description="Whether a team shares credits.")
class ShareTeamCreditsInput:
    team_id: strawberry.ID = field("The team.")
    shared: bool = field("Whether the paying member's credits for the team are everybody's in it.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.type(description="What came of making a team.")
class CreateTeamPayload:
    team: Team | None = field("The new team.")
    errors: list[UserError] = field("Why none was made; empty on success.")


@strawberry.type(description="What came of editing a team.")
class EditTeamPayload:
    team: Team | None = field("The team as it is now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of adding somebody.")
class AddToTeamPayload:
    member: TeamMember | None = field("Their place in the team.")
    team: Team | None = field("The team as it is now.")
    errors: list[UserError] = field("Why nobody was added; empty on success.")


@strawberry.type(description="What came of changing a role.")
class ChangeTeamRolePayload:
    member: TeamMember | None = field("The place that they have now.")
    team: Team | None = field("The team as it is now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of removing somebody.")
class RemoveFromTeamPayload:
    team: Team | None = field("The team as it is now, if the viewer still sees it.")
    errors: list[UserError] = field("Why nobody was removed; empty on success.")


@strawberry.type(description="What came of leaving a team.")
class LeaveTeamPayload:
    team: Team | None = field("The team as it is now, if the viewer still sees it.")
    errors: list[UserError] = field("Why the viewer stays in it; empty on success.")


@strawberry.type(description="What came of sharing credits, or keeping them apart.")
class ShareTeamCreditsPayload:
    team: Team | None = field("The team as it is now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")
