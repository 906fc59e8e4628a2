"""Tests of policies: examples with complete lists, what they cover, and loosened rules."""
