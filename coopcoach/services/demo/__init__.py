"""The worked sample session."""
