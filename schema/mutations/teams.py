"""Making teams, and saying who is in them."""

import strawberry

from schema.fields import argument, field
from schema.team_changes import (
    AddToTeamInput,
    AddToTeamPayload,
    ChangeTeamRoleInput,
    ChangeTeamRolePayload,
    CreateTeamInput,
    CreateTeamPayload,
    EditTeamInput,
    EditTeamPayload,
    LeaveTeamInput,
    LeaveTeamPayload,
    RemoveFromTeamInput,
    RemoveFromTeamPayload,
    ShareTeamCreditsInput,
    ShareTeamCreditsPayload,
)


@strawberry.type
class TeamMutations:
    create_team: CreateTeamPayload | None = field(
        "Make a team that a location looks after: for staff.",
        argument("input", CreateTeamInput, "Which team to make."),
    )
    edit_team: EditTeamPayload | None = field(
        "Say what a team is called and whether it shows itself: for staff, and for its "
        "administrators.",
        argument("input", EditTeamInput, "What to change."),
    )
    add_to_team: AddToTeamPayload | None = field(
        "Add a customer to a team: for staff.",
        argument("input", AddToTeamInput, "Whom to add, and as what."),
    )
    change_team_role: ChangeTeamRolePayload | None = field(
        "Give somebody who is in a team another role: for staff, and for the team's "
        "administrators, except for who pays.",
        argument("input", ChangeTeamRoleInput, "Whose role, and which."),
    )
    remove_from_team: RemoveFromTeamPayload | None = field(
        "Let somebody's place in a team end, at once: for staff, and for the team's "
        "administrators, except for who pays.",
        argument("input", RemoveFromTeamInput, "Whose place."),
    )
    leave_team: LeaveTeamPayload | None = field(
        "Leave a team, at once; not for who pays for it, nor for the last who looks after it.",
        argument("input", LeaveTeamInput, "Which team to leave."),
    )
    share_team_credits: ShareTeamCreditsPayload | None = field(
        "Let those in a team use the credits of who pays for it, or no longer, from now on: for "
        "staff, and for the team's administrators.",
        argument("input", ShareTeamCreditsInput, "Which team, and whether it shares."),
    )
