"""The graph as clients see it."""
