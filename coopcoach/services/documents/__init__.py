"""Export the documents of a session."""
