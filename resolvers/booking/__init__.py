"""Booking: nine rules asked in order, and the work of booking, changing and cancelling."""
