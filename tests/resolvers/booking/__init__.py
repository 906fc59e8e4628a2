"""Booking: the nine rules one by one, their order, and the work on real rows."""
