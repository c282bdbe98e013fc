"""The edition before the one that is printed, read only when a template asks what has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.comparison import Comparison
    from reportgen.edition.model import Edition


class PreviousEdition:
    """The predecessor of `edition` (the whole one, also where an excerpt is printed); `read` loads it and may raise
    FindingsError."""

    def __init__(self, edition: Edition, read: Callable[[], Edition]) -> None:
        self._edition, self._read = edition, read

    @cached_property
    def edition(self) -> Edition:
        """The edition before."""
        return self._read()

    @cached_property
    def comparison(self) -> Comparison:
        """What has changed since."""
        from reportgen.comparison import compare

        return compare(self.edition, self._edition)

    def comparison_for(self, printed: Edition) -> Comparison:
        """What has changed in what is printed: for an excerpt, what was its audience's then or is now."""
        audience = printed.audience
        if audience is None:
            return self.comparison
        from reportgen.comparison import excerpted
        from reportgen.edition.excerpts import excerpt

        before = self.edition
        if not audience.institutions or any(key in before.institutions for key in audience.institutions):
            return excerpted(self.comparison, excerpt(before, audience), printed)
        return excerpted(self.comparison, printed, printed)
