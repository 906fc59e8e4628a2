"""Proving promises: every viewer state, location and day, asked of the rules that are in force."""
