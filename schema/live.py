"""Everything that can be followed."""

import strawberry

from schema.bookings import Booking
from schema.events import Event
from schema.fields import argument, field
from schema.portal import Portal
from schema.resources import Resource


@strawberry.type(
    description="What can be followed, one field a subscription. Each event is read with the "
    "rights of its moment; what the viewer may not see sends nothing."
)
class Live:
    booking_changed: Booking | None = field(
        "A booking, whenever it is made or changed: the viewer's own, or those of one resource.",
        argument(
            "resource_id", strawberry.ID | None, "Follow this resource, in place of one's own."
        ),
    )
    resource_availability_changed: Resource | None = field(
        "A resource, whenever a booking takes a time of it or gives one back.",
        argument("resource_id", strawberry.ID, "The resource to follow."),
    )
    event_published: Event | None = field(
        "An event, once it appears at the portal being visited."
    )
    my_access_changed: Portal | None = field(
        "The portal, whenever the viewer's rights at it may have changed."
    )
