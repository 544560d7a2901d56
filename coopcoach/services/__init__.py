"""The use-cases that the screens and the command line both call; they know neither."""
