"""Pictures made of characters: pure functions from what is to be shown and a width to lines.

Names and labels come in as one line each, already harmless. Where the width is too small for a picture
a function returns no lines, and the words beside it say the same.
"""
