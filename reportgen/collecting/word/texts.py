"""Texts with marks as paragraphs of a form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from reportgen.collecting.word import layout, look
from reportgen.collecting.word.pieces import numbered, paragraph, properties, run
from reportgen.collecting.word.rich import Span, TextBlock

Printed = Callable[[str], str]
"""What is printed for a reference, by its Markdown."""

_MARKED: Final = look.style_id(layout.MARK_STYLE)


class TextWriter:
    """Writes the texts of one form, and knows what they need besides: lists, links, languages, references."""

    def __init__(self, printed: Printed, records: Collection[str]) -> None:
        self.printed, self.records = printed, records
        self.lists = look.Lists()
        self.links: dict[str, int] = {}
        self.languages: set[str] = set()
        self.marks: dict[str, str] = {}
        """What is printed for references, and "" for inner links, by their Markdown."""
        self.targets: dict[str, list[str]] = {}
        """What leads to a record of the form, by its id."""

    def paragraphs(self, blocks: tuple[TextBlock, ...], style: str, former: Printed | None = None) -> str:
        """Blocks as paragraphs of a style; `former` for a text of last year, with the numbers and names of then."""
        made = []
        numbers: dict[int, int] = {}
        for block in blocks:
            if block.listed == "ol" and block.start:
                numbers[block.level] = self.lists.counting(block.level, block.start)
            number = numbers.get(block.level, look.BULLETS)
            own = look.style_id(f"{layout.HEADING_STYLE}{block.level}") if block.listed == "h" else style
            runs = "".join(self._then(each, former) if former else self._span(each) for each in block.spans)
            made.append(paragraph(runs, own, numbered(block, number)))
        return "".join(made)

    def said(self, blocks: tuple[TextBlock, ...], former: Printed) -> Iterator[str]:
        """What each paragraph of a text of last year says."""
        for block in blocks:
            yield "".join(_shown(span.text, former) if span.mark else span.text for span in block.spans)

    def _then(self, span: Span, former: Printed) -> str:
        if span.look.lang:
            self.languages.add(span.look.lang)
        return run(_shown(span.text, former) if span.mark else span.text, properties(span.look))

    def _span(self, span: Span) -> str:
        look_, link = span.look, span.look.link
        if look_.lang:
            self.languages.add(look_.lang)
        if span.mark and not span.text.startswith("^["):
            text = _shown(span.text, self.printed)
            self.marks[span.text] = text
            self._leads(span.text)
            inner = run(text, properties(look_, _MARKED))
            return f'<w:hyperlink w:anchor="{layout.mark_name(span.text)}">{inner}</w:hyperlink>'
        if not link:
            return run(span.text, properties(look_))
        inner = run(span.text, properties(look_, "Hyperlink"))
        if link.startswith("#"):
            self.marks.setdefault(link, "")
            self._leads(link)
            return f'<w:hyperlink w:anchor="{layout.mark_name(link)}">{inner}</w:hyperlink>'
        number = self.links.setdefault(link, len(self.links))
        return f'<w:hyperlink r:id="rIdL{number}">{inner}</w:hyperlink>'

    def _leads(self, markdown: str) -> None:
        """Let a reference lead to what it speaks of, where that is asked here."""
        record = markdown.strip("{@#}").partition(".")[0]
        name = layout.mark_name(markdown)
        if record in self.records and "@" not in markdown and name not in self.targets.setdefault(record, []):
            self.targets[record].append(name)


def _shown(mark: str, printed: Printed) -> str:
    return mark if mark.startswith("^[") else printed(mark) or mark
