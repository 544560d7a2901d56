"""The workspace: desk, check, coach key, restore, doctor."""
