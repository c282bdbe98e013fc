"""What stands in a cell for an answer: its text, and its marks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.word.content import Paragraph, WordLine, WordRun
from reportgen.collecting.word.layout import BLANK_STYLE, HEADING_STYLE, LANGUAGE_STYLE
from reportgen.collecting.word.rich import Span, Spelling, TextBlock, as_markdown, counted, join_spans, typed_marks

PICTURE: Final = "picture"
_HEADING: Final = re.compile(rf"(?:{HEADING_STYLE}|heading )(?P<depth>[1-6])", re.IGNORECASE)


class RichAnswer(Struct, frozen=True):
    """A text with marks: how it is spelled, the references whose printed words somebody has changed (Markdown, what
    stands there now), and how many pictures are in it."""

    spelling: Spelling
    overwritten: tuple[tuple[str, str], ...]
    pictures: int


def without_blanks(text: str, blanks: Iterable[str]) -> str:
    """A text without what stood in its empty field."""
    plain = text.strip()
    for blank in sorted(blanks, key=len, reverse=True):
        if plain.startswith(blank):
            return plain.removeprefix(blank).strip()
        if plain.endswith(blank):
            return plain.removesuffix(blank).strip()
    return text


def plain_text(lines: Sequence[WordLine], blanks: Iterable[str]) -> str:
    """An answer without marks, a line each."""
    return without_blanks("\n".join(line.text for line in lines), blanks)


def rich_text(
    lines: Sequence[WordLine], sent: str, marks: Mapping[str, tuple[str, str]], blanks: Sequence[str]
) -> RichAnswer:
    """An answer with marks; `marks` are Markdown and printed words of references by the place that they lead to."""
    overwritten: list[tuple[str, str]] = []
    blocks: list[TextBlock] = []
    begun: set[tuple[str, int]] = set()
    pictures = 0
    for line in lines:
        pictures += sum(run.kind == PICTURE for run in line.runs)
        about = line.paragraph
        start = about.start if about.listed == "ol" and (about.number, about.level) not in begun else 0
        begun.add((about.number, about.level))
        for spans in _divided(_spans(line.runs, marks, overwritten, blanks)):
            made = join_spans(list(typed_marks(spans)))
            if made:
                blocks.append(_block(made, about, start))
                start = 0
    return RichAnswer(as_markdown(counted(blocks), sent), tuple(overwritten), pictures)


def _block(spans: tuple[Span, ...], about: Paragraph, start: int) -> TextBlock:
    depth = _HEADING.fullmatch(about.style)
    if depth is not None and not about.listed:
        return TextBlock(spans, "h", int(depth["depth"]))
    return TextBlock(spans, about.listed, about.level if about.listed else 0, start)


def _spans(
    runs: Iterable[WordRun],
    marks: Mapping[str, tuple[str, str]],
    overwritten: list[tuple[str, str]],
    blanks: Sequence[str],
) -> Iterator[Span]:
    for anchor, group in groupby(runs, key=lambda run: run.anchor if run.anchor in marks else ""):
        inner = [run for run in group if run.kind != PICTURE]
        if not anchor:
            yield from (_span(run, blanks) for run in inner)
            continue
        markdown, printed = marks[anchor]
        if markdown.startswith("#"):
            yield from (replace(each, look=replace(each.look, link=markdown)) for each in map(_plain_span, inner))
            continue
        text = "".join(run.text for run in inner)
        before, found, behind = text.partition(printed)
        look = _plain_span(inner[0]).look if inner else Span("").look
        if not found and text.strip():
            overwritten.append((markdown, text))
        yield Span(before if found else "", look)
        yield Span(markdown, look, mark=True)
        yield Span(behind, look)


def _span(run: WordRun, blanks: Sequence[str]) -> Span:
    if run.kind == "note":
        return Span(f"^[{run.text}]", run.look, mark=True)
    if run.style == BLANK_STYLE:
        return Span(without_blanks(run.text, blanks), run.look)
    return _plain_span(run)


def _plain_span(run: WordRun) -> Span:
    lang = run.style.removeprefix(LANGUAGE_STYLE) if run.style.startswith(LANGUAGE_STYLE) else ""
    return Span(run.text, replace(run.look, lang=lang) if lang else run.look)


def _divided(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans of one paragraph each: a line that somebody has ended by hand is one."""
    line: list[Span] = []
    for span in spans:
        first, *rest = [span.text] if span.mark else span.text.split("\n")
        line.append(replace(span, text=first))
        for text in rest:
            yield line
            line = [replace(span, text=text)]
    yield line
