"""A community centre: what its staff look up about a customer, and change nothing of."""
