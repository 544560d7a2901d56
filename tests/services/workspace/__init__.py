"""Tests of the services of a workspace."""
