"""Documents of a session, written on request."""
