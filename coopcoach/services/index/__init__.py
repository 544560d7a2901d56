"""An index of all sessions, so that lists and searches read no session that has not changed."""
