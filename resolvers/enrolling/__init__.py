"""Places at events: taking one, giving it up, and who came."""
