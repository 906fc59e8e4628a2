"""Promises, and how they are proved."""
