"""Ground rules."""
