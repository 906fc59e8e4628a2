"""Buying, charging, invoicing and paying."""
