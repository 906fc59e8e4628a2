"""What suspending a customer means, by hand and automatically."""
