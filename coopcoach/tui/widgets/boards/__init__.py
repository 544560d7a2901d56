"""Boards and lists of a session."""
