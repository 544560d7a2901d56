"""The colours of the first and the second partner; apart from the labels, which import all of the domain."""

from __future__ import annotations

from typing import Final

# On paper and on light screens; dark screens have them lighter.
PARTNER_COLOURS: Final = ("#12436d", "#6b3d00")
