"""Invitations, preparation and hand-ins of the partners."""
