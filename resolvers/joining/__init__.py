"""Becoming a customer, or a member, by oneself: what a location offers, and how it begins."""
