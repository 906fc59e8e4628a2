"""Payment providers, and the door that they call at."""
