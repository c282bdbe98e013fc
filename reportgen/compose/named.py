"""What a reference in a text is printed as, for those who show texts outside of a layout."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.compose.richtext import RichValue
from reportgen.compose.run import Rendering
from reportgen.compose.view.names import view
from reportgen.edition.model import Edition


def printer(edition: Edition) -> Callable[[str], str]:
    """What ``{startups}`` or ``{@arbeit.full}`` is printed as in an edition; "" where it names nothing."""
    run = Rendering()
    finder = view(edition, run)
    known: dict[str, str] = {}

    def printed(markdown: str) -> str:
        if markdown not in known:
            known[markdown] = RichValue(markdown, "", run, finder).plain()
        return known[markdown]

    return printed
