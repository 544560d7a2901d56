"""The screens: they show state and call services."""
