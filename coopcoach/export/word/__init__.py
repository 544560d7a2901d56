"""Word documents: styles, prose and answers."""
