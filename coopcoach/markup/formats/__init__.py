"""The files that we write and read: exercises, guides, sessions, answers, notes."""
