"""A studio: what its staff find on a customer's profile."""
