"""The stage: the window that is shared in the call."""
