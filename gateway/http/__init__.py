"""GraphQL over HTTP: from the bytes of a request to those of its answer.

`endpoint` is the table of contents. Read in this order:

A connection       `connections` and `sockets` bound what clients may do to those of uvicorn;
                   `bare_replies` answer whoever gets no further
Through the door   `front` lets most requests straight in, `guard` gives each its id, `capacity` a
                   place
A request          `heads`, `negotiation` of media types, `bodies` that are taken in without a turn
                   where they are there (`eager`), `requests`; `previews` and `named_documents` are
                   what one may ask for besides
An answer          `replies`, and `caching` of those that are for everybody
Beside GraphQL     `health`; `graphiql` with `landing` and `demo_people` for browsers
"""
