"""Print what the tools for a new language or kind find missing."""

from collections.abc import Iterable


def print_lacking(lines: Iterable[str]) -> int:
    """Print one line for each missing thing, and return the exit code: whether there is any."""
    found = list(lines)
    for line in found:
        print(line)
    return int(bool(found))
