"""Text to domain and back: str in, str out. No file, no clock, no screen."""
