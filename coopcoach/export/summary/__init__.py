"""The summary of a session."""
