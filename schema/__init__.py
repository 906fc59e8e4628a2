"""The graph that clients see: declarations, described for portal developers."""
