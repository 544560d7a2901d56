"""The trend over the reviews of a session."""
