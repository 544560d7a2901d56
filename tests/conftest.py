"""Shared settings of the tests: how long hypothesis searches, and the environment of started programs."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Few examples by default; `make test-deep` takes the profile "deep". No deadline: machines differ in speed.
for name, count in (("default", 30), ("deep", 200)):
    settings.register_profile(
        name,
        deadline=None,
        max_examples=count,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Unbuffered streams would hide that a flush at exit fails and replaces the exit code.
os.environ.pop("PYTHONUNBUFFERED", None)
