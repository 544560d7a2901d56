"""The answers of both partners side by side."""
