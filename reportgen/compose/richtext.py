"""Texts of the data that are Markdown, as report markup.

CommonMark with tables, sub- and superscript and bare addresses (`reportgen.markdown`); no HTML and no pictures, so that
a text cannot leave its place in the layout. Beyond that: footnotes ``^[…]``, parts in another language
``[…]{lang=en}``, and values by name ``{startups}``, ``{@arbeit}`` (see `reportgen.edition.model.Rich`).
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from reportgen.compose.markdown import Finder, Printer, plain
from reportgen.compose.run import Rendering
from reportgen.compose.view.values import Value, clean, wrap
from reportgen.markdown.parser import tokens

_MARKED = re.compile(
    r"[\\`_\[\]<>{}^#~|]|(?<!\w)\*|\*(?!\w)|^\s*(?:[-+]|\d+[.)])\s|://|www\.|\w@\w|mailto:", re.MULTILINE
)
"""What a text without Markdown does not have; such texts are printed without loading the parser."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class RichValue(Value):
    """A text in Markdown. Printed as blocks; `inline` and `blocks` print it otherwise."""

    __slots__ = ("finder",)
    finder: Finder

    def __new__(cls, text: str, path: str, run: Rendering, finder: Finder) -> RichValue:
        made = super().__new__(cls, text, path, run)
        made.finder = finder  # type: ignore[attr-defined]
        return made  # type: ignore[return-value]

    def __html__(self) -> str:
        return self.blocks()

    def blocks(self, role: str = "") -> str:
        """Its paragraphs (in a style of the theme), lists, tables, quotations."""
        opening = f'<p role="{escape(role)}">' if role else "<p>"
        self.note()
        return "".join(
            f"{opening}{wrap(markup, self.path)}</p>" if kind == "p" else markup for kind, markup in self._parts()
        )

    def inline(self) -> Markup:
        """Its only paragraph without the ``<p>``; more than that is reported."""
        self.note()
        parts = self._parts()
        if any(kind != "p" for kind, _ in parts) or len(parts) > 1:
            hint = "make it one paragraph, or print it as blocks: {{ … }} or {{ … | blocks }}"
            self.run.report("not-inline", "the text is more than one paragraph", self.path, hint)
        return Markup(" ".join(wrap(markup, self.path) for kind, markup in parts if kind == "p"))

    def plain(self) -> str:
        """Its words without Markdown."""
        markup = " ".join(markup for _, markup in self._parts())
        return plain(markup)

    def _parts(self) -> list[tuple[str, str]]:
        text = clean(str.__str__(self), self.path, self.run)
        if not _MARKED.search(text):
            return [("p", str(escape(part.strip()))) for part in _BLANK_LINE.split(text) if part.strip()]
        return Printer(self.path, self.run, self.finder).parts(tokens(text))
