"""Packs: which exercises a session has, and the minutes that they take alone and together."""
