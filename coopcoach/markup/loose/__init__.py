"""Text that a person, an editor or a mail program has changed: found by its letters and digits."""
