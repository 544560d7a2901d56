"""Replies to a mail with numbered questions."""
