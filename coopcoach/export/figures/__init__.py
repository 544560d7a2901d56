"""Figures of a pair of answers, for a printed page."""
