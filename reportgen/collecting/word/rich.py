"""Texts in Markdown as Word has them, and back: paragraphs and lists of spans that are bold, raised, links …

A text goes to people as it reads, and comes back as Markdown. What nobody has touched keeps its own spelling: blocks
that say the same are taken from what was sent, and only the others are spelled anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.edition.references import scan
from reportgen.errors import ReportgenError
from reportgen.markdown.parser import tokens
from reportgen.text.alignment import align

Raised = Literal["", "sub", "sup"]


class Look(Struct, frozen=True):
    """How a span is set. `link` is where it leads, `lang` its language where that is another than the text's."""

    link: str = ""
    lang: str = ""
    strong: bool = False
    em: bool = False
    raised: Raised = ""


PLAIN: Final = Look()


class Span(Struct, frozen=True):
    """Characters of one look; with `mark` a part that is one thing, in its Markdown: ``{startups}``, ``^[a note]``."""

    text: str
    look: Look = PLAIN
    mark: bool = False


Kind = Literal["", "ul", "ol", "h"]


class TextBlock(Struct, frozen=True):
    """A paragraph, an item of a list or a heading: `listed` says of which kind, `level` how deep (of headings from 1),
    `start` with which number it begins where it is the first of a numbered list."""

    spans: tuple[Span, ...]
    listed: Kind = ""
    level: int = 0
    start: int = 0


class MarkdownOnlyError(ReportgenError):
    """The text has what no form shows otherwise than as Markdown."""


_DEEPEST: Final = 8
_SPACE: Final = re.compile(r"[ \t\n]+")
_PLAIN_TEXT: Final = re.compile(r"[\\`_\[\]<>{}^#~|*]|^\s*(?:[-+]|\d+[.)])\s|://|www\.|\w@\w|mailto:|\n", re.MULTILINE)
"""What a text has that is more than one paragraph of plain words."""
_NOTE: Final = re.compile(r"\^\[[^\[\]\n]*\]|\[\]\(#[^()\s]+\)")
"""Notes, and references without words."""


def parsed_blocks(text: str) -> tuple[TextBlock, ...] | None:
    """The blocks of a Markdown text; None where it has tables, quotations or code."""
    found = _sliced(text)
    return None if found is None else tuple(block for block, _ in found)


def _sliced(text: str) -> list[tuple[TextBlock, str]] | None:
    """The blocks of a text, each with its own lines."""
    if not _PLAIN_TEXT.search(text):
        return [(TextBlock(join_spans([Span(text)])), text)] if text.strip() else []
    try:
        return list(_blocks(text))
    except MarkdownOnlyError:
        return None


def _blocks(text: str) -> Iterator[tuple[TextBlock, str]]:
    lines = text.split("\n")
    lists: list[list[Any]] = []  # kind, first number, whether an item was printed
    item = ""
    heading = 0
    for token in tokens(text):
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            ordered = kind.startswith("ordered")
            lists.append(["ol" if ordered else "ul", int(token.attrs.get("start") or 1) if ordered else 0])
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "heading_open":
            heading = int(token.tag[1])
        elif kind == "list_item_open":
            item = "open"
        elif kind == "inline":
            first, last = token.map or (0, 1)
            own = "\n".join(lines[first:last])
            if not lists:
                yield TextBlock(join_spans(_spans(token.children or ())), "h" if heading else "", heading), own
                heading = 0
                continue
            if item != "open" or len(lists) > _DEEPEST:
                raise MarkdownOnlyError
            item = "full"
            start, lists[-1][1] = lists[-1][1], 0
            yield TextBlock(join_spans(_spans(token.children or ())), lists[-1][0], len(lists) - 1, start), own
        elif kind not in ("paragraph_open", "paragraph_close", "list_item_close", "heading_close"):
            raise MarkdownOnlyError


def _spans(children: Sequence[Any]) -> Iterator[Span]:
    open_: list[Look] = [PLAIN]
    for token, after in zip(children, (*children[1:], None), strict=True):
        kind, look = token.type, open_[-1]
        if kind in ("text", "text_special"):
            yield Span(token.content, look)
        elif kind == "softbreak":
            yield Span(" ", look)
        elif kind == "reference":
            about = token.meta
            part = f".{about['part']}" if about["part"] else ""
            yield Span(f"{{{about['at']}{about['key']}{part}}}", look, mark=True)
        elif kind == "page":
            yield Span(f"{{page:{token.meta['target']}}}", look, mark=True)
        elif kind == "citation":
            yield Span(token.content if token.meta["bare"] else f"[{token.content}]", look, mark=True)
        elif kind == "note":
            yield Span(f"^[{spelled(join_spans(_spans(token.children or ())))}]", look, mark=True)
        elif kind.endswith("_open"):
            if kind == "link_open" and after is not None and after.type == "link_close":
                yield Span(f"[]({token.attrs.get('href', '')})", look, mark=True)
            open_.append(_opened(look, kind.removesuffix("_open"), token))
        elif kind.endswith("_close"):
            open_.pop()
        else:
            raise MarkdownOnlyError


def _opened(look: Look, kind: str, token: Any) -> Look:
    if kind == "strong":
        return replace(look, strong=True)
    if kind == "em":
        return replace(look, em=True)
    if kind == "link":
        return replace(look, link=str(token.attrs.get("href", "")))
    if kind == "span":
        return replace(look, lang=token.meta["lang"])
    if kind in ("sub", "sup"):
        return replace(look, raised="sub" if kind == "sub" else "sup")
    raise MarkdownOnlyError


# ------------------------------------------------------------------------------------------------------ the same look


def join_spans(spans: Iterator[Span] | Sequence[Span]) -> tuple[Span, ...]:
    """Spans as they are compared: white space joined and without a look of its own at the edges of one, neighbours of
    one look as one span."""
    units: list[tuple[str, Look, bool]] = []
    for span in spans:
        units += [(span.text, span.look, True)] if span.mark else [(each, span.look, False) for each in span.text]
    units = _spaced(units)
    found: list[Span] = []
    for (look, mark), group in groupby(units, key=lambda unit: (unit[1], unit[2])):
        texts = [text for text, _, _ in group]
        found += [Span(text, look, mark=True) for text in texts] if mark else [Span("".join(texts), look)]
    return tuple(found)


def _spaced(units: list[tuple[str, Look, bool]]) -> list[tuple[str, Look, bool]]:
    """White space as one blank each, none at the ends, each with the look that both of its neighbours have."""
    words: list[tuple[str, Look, bool]] = []
    gap = False
    for text, look, mark in units:
        if not mark and text in " \t\n":
            gap = True
            continue
        if gap and words:
            words.append((" ", _shared(words[-1][1], look), False))
        words.append((text, look, mark))
        gap = False
    return words


def _shared(one: Look, other: Look) -> Look:
    return Look(
        link=one.link if one.link == other.link else "",
        lang=one.lang if one.lang == other.lang else "",
        strong=one.strong and other.strong,
        em=one.em and other.em,
        raised=one.raised if one.raised == other.raised else "",
    )


def typed_marks(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in which references and notes that somebody has typed are marks."""
    for span in spans:
        if span.mark or not ("{" in span.text or "[" in span.text):
            yield span
            continue
        places = [(each.start, each.end) for each in scan(span.text) if each.kind not in ("block", "wrong")]
        places = sorted([*places, *(match.span() for match in _NOTE.finditer(span.text))])
        at = 0
        for start, end in places:
            if start >= at:
                yield Span(span.text[at:start], span.look)
                yield Span(span.text[start:end], span.look, mark=True)
                at = end
        yield Span(span.text[at:], span.look)


# --------------------------------------------------------------------------------------------------------- as Markdown

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>^~|{}]")
_LINE_START: Final = re.compile(r"^(?=[-+#>=]|\d+[.)])")
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_LINK_END: Final = re.compile(r"[\s()<>]")


class Spelling(Struct, frozen=True):
    """A text in Markdown; `whole`: it is read as exactly what stands in the form."""

    text: str
    whole: bool


def as_markdown(blocks: Sequence[TextBlock], sent: str) -> Spelling:
    """What came back as Markdown, spelled as in the text that was `sent` where it says the same."""
    wanted = tuple(blocks)
    known = _sliced(sent) or []
    if tuple(block for block, _ in known) == wanted:
        return Spelling(sent, whole=True)
    own: dict[int, str] = {}
    for stretch in align([_alone(block) for block, _ in known], [_alone(block) for block in wanted]):
        if stretch.same:
            own |= {stretch.j1 + i: known[stretch.i1 + i][1] for i in range(stretch.j2 - stretch.j1)}
    text = _spelling(wanted, own)
    if text is not None:
        return Spelling(text, whole=True)
    words = tuple(replace(block, spans=join_spans([_without_looks(span) for span in block.spans])) for block in wanted)
    return Spelling(_spelling(words, {}) or _laid(words, dict(enumerate(map(spelled_out, words))), {}), whole=False)


def _spelling(blocks: tuple[TextBlock, ...], own: dict[int, str]) -> str | None:
    """The Markdown that is read as these blocks; None where there is none."""
    new = {at: spelled_out(block) for at, block in enumerate(blocks)}
    signs = {at: spelled_out(block, every_sign=True) for at, block in enumerate(blocks)}
    for spellings, kept in ((new, own), (new, {}), (signs, {})):
        text = _laid(blocks, spellings, kept)
        if parsed_blocks(text) == blocks:
            return text
    return None


def _without_looks(span: Span) -> Span:
    """The words of a span; references stay what they are."""
    return replace(span, look=PLAIN)


def _alone(block: TextBlock) -> tuple[object, ...]:
    return block.spans, block.listed


def spelled_out(block: TextBlock, *, every_sign: bool = False) -> str:
    """A block as Markdown: as few backslashes as will do, or one before every sign that could be a mark."""
    plain = spelled(block.spans)
    if not every_sign and parsed_blocks(plain) == (TextBlock(block.spans),):
        return plain
    return spelled(block.spans, escaped=True, every_sign=every_sign)


def spelled(spans: Sequence[Span], *, escaped: bool = False, every_sign: bool = False) -> str:
    """Spans as Markdown."""

    def plain(span: Span) -> str:
        if span.mark or not escaped:
            return span.text
        return _PUNCTUATION.sub(r"\\\1", span.text) if every_sign else _SIGNS.sub(r"\\\g<0>", span.text)

    text = _linked(spans, plain)
    if escaped and spans and not spans[0].mark and spans[0].look == PLAIN and not every_sign:
        number = re.match(r"\d+(?=[.)])", text)
        text = f"{number[0]}\\{text[number.end() :]}" if number else _LINE_START.sub(r"\\", text)
    return text


def _linked(spans: Sequence[Span], plain: Any) -> str:
    found = []
    for link, group in groupby(spans, key=lambda span: span.look.link):
        inner = list(group)
        words = _foreign(inner, plain)
        bare = "".join(span.text for span in inner)
        if link and link in (bare, f"http://{bare}", f"mailto:{bare}") and not any(_dressed(each) for each in inner):
            found.append(bare)
        elif link:
            found.append(f"[{words}]({f'<{link}>' if _LINK_END.search(link) else link})")
        else:
            found.append(words)
    return "".join(found)


def _dressed(span: Span) -> bool:
    return replace(span.look, link="") != PLAIN


def _foreign(spans: Sequence[Span], plain: Any) -> str:
    groups = ((lang, _strong(list(group), plain)) for lang, group in groupby(spans, key=lambda span: span.look.lang))
    return "".join(f"[{words}]{{lang={lang}}}" if lang else words for lang, words in groups)


def _strong(spans: Sequence[Span], plain: Any) -> str:
    groups = ((on, _emphasised(list(group), plain)) for on, group in groupby(spans, key=lambda span: span.look.strong))
    return "".join(f"**{words}**" if on else words for on, words in groups)


def _emphasised(spans: Sequence[Span], plain: Any) -> str:
    groups = ((on, _raised(list(group), plain)) for on, group in groupby(spans, key=lambda span: span.look.em))
    return "".join(f"*{words}*" if on else words for on, words in groups)


def _raised(spans: Sequence[Span], plain: Any) -> str:
    signs = {"": "", "sub": "~", "sup": "^"}
    return "".join(f"{signs[span.look.raised]}{plain(span)}{signs[span.look.raised]}" for span in spans)


def _laid(blocks: Sequence[TextBlock], texts: dict[int, str], own: dict[int, str]) -> str:
    """Blocks below each other, with the marks of their lists; those in `own` with the lines that they had."""
    lines: list[str] = []
    counts: dict[int, int] = {}
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        if block.listed in ("", "h"):
            counts = {}
            text = f"{'#' * block.level} {texts[at]}" if block.listed else texts[at]
            lines += ["", own.get(at, text)] if lines else [own.get(at, text)]
            continue
        if block.start or block.level not in counts:
            counts[block.level] = block.start or 1
            if before is None or before.listed in ("", "h") or before.level >= block.level:
                lines += [""] if lines else []
        counts = {level: count for level, count in counts.items() if level <= block.level}
        mark = f"{counts[block.level]}." if block.listed == "ol" else "*"
        counts[block.level] += 1
        indent = "   " * block.level
        body = texts[at].replace("\n", f"\n{indent}{' ' * (len(mark) + 1)}")
        lines.append(own.get(at, f"{indent}{mark} {body}"))
    return "\n".join(lines)


def counted(blocks: Sequence[TextBlock]) -> tuple[TextBlock, ...]:
    """Blocks that came back, with `start` where a list begins, so that they can be compared with those of a text."""
    found: list[TextBlock] = []
    open_: dict[int, str] = {}
    for block in blocks:
        if block.listed in ("", "h"):
            open_ = {}
            found.append(replace(block, level=block.level if block.listed else 0, start=0))
            continue
        level = min(block.level, max(open_, default=-1) + 1)
        begins = block.start > 0 or open_.get(level) != block.listed
        open_ = {key: kind for key, kind in open_.items() if key < level} | {level: block.listed}
        start = (block.start or 1) if begins and block.listed == "ol" else 0
        found.append(replace(block, level=level, start=start))
    return tuple(found)
