"""The session during the call: stage, private window, board, close."""
