"""The policy compiler and what it answers."""
