"""How much of a session is not settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class ConflictCount:
    """The numbers of conflicts and conflict copies of a session.

    Attributes:
        session: The second versions in ``session.md``.
        answers: The second versions in the answers of both partners, who choose in their workbooks.
        copies: The copies of sync programs, and the files with git's marks.
    """

    session: int = 0
    answers: int = 0
    copies: int = 0

    @property
    def versions(self) -> int:
        """The number of second versions in all files."""
        return self.session + self.answers

    @property
    def total(self) -> int:
        """The number of all of them."""
        return self.versions + self.copies


NO_CONFLICTS: Final = ConflictCount()
