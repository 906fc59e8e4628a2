"""Tests of buying, charging, invoicing and paying."""
