"""The network Plenum: studios and community centres in London, Rotterdam and Port Adelaide."""

from __future__ import annotations

from store.demo.plenum import community, files, hackney, katendrecht, network, peckham, people, port

CONTENTS = (
    *network.PLACES_ABOVE,
    hackney.CONTENT,
    peckham.CONTENT,
    katendrecht.CONTENT,
    port.CONTENT,
)

PEOPLE = people.PEOPLE
STAFF = people.STAFF
FILES = files.FILES
TEACHERS = files.TEACHERS
BOUGHT = files.BOUGHT
BOOKED = files.BOOKED
SERIES = files.SERIES
BOARDS = community.BOARDS
TICKETS = community.TICKETS
FOLLOWED = community.FOLLOWED
