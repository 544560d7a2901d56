"""Drawings made of characters: pure functions from data and a width in cells to lines.

Names and labels have one line each and are sanitized. Where the width is too small a function returns no
lines, and its caller shows words instead.
"""
