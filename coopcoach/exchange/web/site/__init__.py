"""The static site behind the partners' links, and the links."""
