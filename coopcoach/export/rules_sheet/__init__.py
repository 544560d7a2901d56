"""The ground rules on one page."""
