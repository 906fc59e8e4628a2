"""Tests of suspending, and of letting act again."""
