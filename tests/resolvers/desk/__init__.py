"""Tests of resolvers.desk."""
