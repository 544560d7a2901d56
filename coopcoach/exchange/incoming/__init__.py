"""Files that come back from the partners."""
