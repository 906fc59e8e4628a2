"""Tests of resolvers.enrolling."""
