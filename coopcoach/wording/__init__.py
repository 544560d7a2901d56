"""Words for values: labels, numbers, days, effort and time, for screen, page and mail alike."""
