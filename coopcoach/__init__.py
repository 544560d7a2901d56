"""Workbook and session toolkit for coaches of business partnerships."""

__version__ = "0.1.0"
