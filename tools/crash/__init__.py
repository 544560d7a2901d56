"""Kill the program and make its disk fail at every write of a save: `python -m tools.crash`."""
