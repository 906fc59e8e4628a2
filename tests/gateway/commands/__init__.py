"""The commands that ask the policies."""
