"""Letters to people: what they say, the outbox that keeps them, and whoever takes them away."""
