"""Many sources → outcomes with unique form ids → one output folder."""
