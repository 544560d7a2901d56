"""Shared settings of the tests: how long hypothesis searches."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: the machines that run the tests are of very different speed.
settings.register_profile(
    "default",
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")
