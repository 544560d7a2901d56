"""Models and pure functions: no file, no clock, no screen."""
