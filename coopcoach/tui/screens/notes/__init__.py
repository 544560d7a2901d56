"""The private window."""
