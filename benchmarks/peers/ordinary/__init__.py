"""The same graph as Strawberry's documentation would have one write it."""
