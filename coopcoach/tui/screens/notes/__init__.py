"""The private window of the coach."""
