"""The agreement outline for the lawyer."""
