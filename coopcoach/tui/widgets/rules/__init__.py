"""Ground rules: their list, the page of one, their sources and origins."""
