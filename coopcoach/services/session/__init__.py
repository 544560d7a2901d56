"""The live session: stage, private window, board and close."""
