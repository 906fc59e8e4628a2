"""What each field of the graph fetches: declarations that the planner turns into SQL."""
