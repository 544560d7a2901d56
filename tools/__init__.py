"""Scripts for contributors; not installed with the program."""
