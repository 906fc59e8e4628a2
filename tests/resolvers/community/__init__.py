"""Tests of resolvers.community."""
