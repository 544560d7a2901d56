"""Widgets of the screens; they import no screen."""
