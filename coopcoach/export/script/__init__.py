"""The coach's script on paper."""
