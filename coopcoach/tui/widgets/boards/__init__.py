"""Lists of a session and of the desk, the agenda, the closing page, and the parts of the private window."""
