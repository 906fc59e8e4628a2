"""The graph that clients see: declarations, described for portal developers.

No file here has `from __future__ import annotations`: Strawberry parses annotations that are text,
each several times, and that took a third of a second of every start.
"""
