"""Shared settings of the tests: how long hypothesis searches, and the environment of started programs."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline: the machines that run the tests are of very different speed.
settings.register_profile(
    "default",
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")

# Unbuffered streams would hide that a flush at exit fails and replaces the exit code.
os.environ.pop("PYTHONUNBUFFERED", None)
