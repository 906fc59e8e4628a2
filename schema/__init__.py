"""The graph that clients see: declarations, described for portal developers.

`graph` is the whole of it: `query`, `mutation` and `live` declare what stands at the top, a file
for each subject the types below it, and `mutations` what can be done. All of them are written with
`fields`, `scalars`, `connections`, `filters` and `ordering`. `shape` tells policies what there is.

Nothing resolves anything here: what a field fetches stands in `resolvers`, in a file of the same
name.

No file here has `from __future__ import annotations`: Strawberry parses annotations that are text,
each several times, and that took a third of a second of every start.
"""
