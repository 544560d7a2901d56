"""Lets `python -m coopcoach` do what `coopcoach` does."""

import sys

from coopcoach.cli import main

if __name__ == "__main__":
    sys.exit(main())
