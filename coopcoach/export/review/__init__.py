"""The review report."""
