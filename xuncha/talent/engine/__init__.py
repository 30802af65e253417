"""Choosing the members of all groups of a round at once: the best plan, and a bound that says how good it is."""
