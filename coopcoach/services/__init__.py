"""The use cases that the screens and the command line call."""
