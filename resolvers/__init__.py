"""What each field of the graph fetches, and the work of mutations: declarations for the planner.

`catalogue` is the way in: everything that can be fetched and done, in one list. A record has a file
of its own name, such as `events`, `customers` or `bookings`, which says of what its fields are
read; the work on records stands in a package of its subject:

Becoming somebody  `sign_in`, `provider_sign_in`, `change_password`, `joining`, `profile_update`
Bookings           `booking`: nine rules and what is written
Money              `commerce`, and `agreements` for what is changed of contracts
Events and teams   `enrolling`, `teaming`, `community`
Staff              `desk`, `suspension`, `questions` about the rules
Letters            `letters`

What all of that work needs: `actions` it is permitted by, `refusals`, `audit`, `keys` against doing
it twice, `locks` for taking turns, `rows` that are new, `clock` for calendars.
"""
