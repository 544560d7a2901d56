"""The answers of both partners: sealed, side by side, joint, and for the coach alone."""
