"""Tests of payment providers and the door that they call at."""
