"""Documents for the tests of the Word room: one with every node class, odd ones, and any that hypothesis thinks of."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from sample import EVERYTHING, paragraph, text

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.theme import LATO, Theme

FAMILY = LATO
THEME = Theme(fonts={"text": FAMILY})

Draw = Callable[[st.SearchStrategy[Any]], Any]
_WORDS = st.text(alphabet="abzäß &<>\"'%–€\u00a0\u00ad\u2011{}\\1", min_size=1, max_size=12).filter(str.strip)
_BLOCKS = (
    "paragraph",
    "heading",
    "list",
    "table",
    "card",
    "callout",
    "section",
    "tiles",
    "facts",
    "terms",
    "marks",
    "quote",
    "progress",
    "timeline",
    "columns",
)


def document(*children: n.Block) -> n.Document:
    """A numbered document of these blocks."""
    return number(n.Document(EVERYTHING.meta, children))


def headings(*numbers: str | None) -> n.Document:
    """Nothing but headings with these numbers, each on the level of its number."""
    levels = [value.count(".") + 1 if value else 1 for value in numbers]
    return document(
        *(
            n.Heading(f"h{i}", level, text(f"Titel {i}"), number=value)
            for i, (level, value) in enumerate(zip(levels, numbers, strict=True))
        )
    )


@st.composite
def documents(draw: Draw) -> n.Document:
    """Any document of the blocks that nest or differ most."""
    ids = map("b{}".format, itertools.count())
    children = _blocks(draw, ids, 3, 6)
    targets = [child.id for child in children]
    end = n.Paragraph("end", (n.CrossReference(draw(st.sampled_from(targets)), "text", text("dort")),))
    return document(*children, end)


def _blocks(draw: Draw, ids: Any, depth: int, most: int = 3) -> tuple[n.Block, ...]:
    kinds = draw(st.lists(st.sampled_from(_BLOCKS if depth else _BLOCKS[:2]), min_size=1, max_size=most))
    return tuple(_MAKERS[kind](draw, ids, depth) for kind in kinds)


def _inlines(draw: Draw, ids: Any) -> n.Inlines:
    words = n.Text(draw(_WORDS))
    kind = draw(st.integers(0, 7))
    inner = (n.Text(draw(_WORDS)),)
    wrapped: dict[int, n.Inline] = {
        0: n.Strong(inner),
        1: n.Emphasis((n.Strong(inner),)),
        2: n.Link("https://example.org/ä b?x=1&y=2", inner),
        3: n.Note(next(ids), inner),
        4: n.Span(inner, lang="en"),
        5: n.Abbreviation(inner, "lang"),
        6: n.LineBreak(),
    }
    return (words, wrapped[kind], n.Text(draw(_WORDS))) if kind in wrapped else (words,)


def _paragraph(draw: Draw, ids: Any, _depth: int) -> n.Block:
    role = draw(st.sampled_from(("body", "lead", "source", "small")))
    return n.Paragraph(next(ids), _inlines(draw, ids), role)


def _heading(draw: Draw, ids: Any, _depth: int) -> n.Block:
    parts = draw(st.none() | st.lists(st.integers(1, 12), min_size=1, max_size=3))
    value = ".".join(map(str, parts)) if parts else draw(st.sampled_from((None, "A", "B", "B.2", "§ 7", "IV", "2a")))
    level = len(parts) if parts else draw(st.integers(1, 6))
    return n.Heading(next(ids), level, (n.Text(draw(_WORDS)),), number=value, in_contents=draw(st.booleans()))


def _list(draw: Draw, ids: Any, depth: int) -> n.Block:
    items = tuple(
        n.ListItem(
            next(ids), (_paragraph(draw, ids, 0), *(_blocks(draw, ids, depth - 1, 1) if draw(st.booleans()) else ()))
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    return n.ListBlock(next(ids), items, draw(st.booleans()), draw(st.integers(1, 9)))


def _table(draw: Draw, ids: Any, _depth: int) -> n.Block:
    columns = draw(st.integers(1, 4))
    rows = [
        n.Row(
            tuple(
                n.Cell(
                    (_paragraph(draw, ids, 0),) if draw(st.booleans()) else (),
                    colspan=draw(st.integers(1, 2)),
                    rowspan=draw(st.integers(1, 3)),
                )
                for _ in range(draw(st.integers(1, columns)))
            )
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    caption = (n.Text(draw(_WORDS)),) if draw(st.booleans()) else ()
    return n.Table(next(ids), (n.Column(),) * columns, tuple(rows[:1]), tuple(rows[1:]), caption, "Eine Tabelle")


def _card(draw: Draw, ids: Any, depth: int) -> n.Block:
    title = n.Heading(next(ids), 3, (n.Text(draw(_WORDS)),))
    return n.Card(next(ids), title, (_marks(draw, ids, 0), _terms(draw, ids, 0)), _blocks(draw, ids, depth - 1, 2))


def _callout(draw: Draw, ids: Any, depth: int) -> n.Block:
    title = n.Paragraph(next(ids), (n.Text(draw(_WORDS)),), "box-title") if draw(st.booleans()) else None
    kind = draw(st.sampled_from(("note", "warning", "box")))
    return n.Callout(next(ids), _blocks(draw, ids, depth - 1, 2), kind, title)


def _quote(draw: Draw, ids: Any, depth: int) -> n.Block:
    source = n.Paragraph(next(ids), (n.Text(draw(_WORDS)),), "quote-source") if draw(st.booleans()) else None
    return n.Quote(next(ids), _blocks(draw, ids, depth - 1, 2), draw(st.sampled_from(("block", "pull"))), source)


def _progress(draw: Draw, ids: Any, _depth: int) -> n.Block:
    value, target = draw(st.floats(0, 1e6)), draw(st.floats(0.01, 1e6))
    return n.Progress(next(ids), (n.Text(draw(_WORDS)),), (n.Text(draw(_WORDS)),), value, target)


def _timeline(draw: Draw, ids: Any, _depth: int) -> n.Block:
    times = sorted(draw(st.lists(st.floats(1900, 2100), min_size=1, max_size=5)))
    events = tuple(n.Event(next(ids), (n.Text(draw(_WORDS)),), _inlines(draw, ids), time) for time in times)
    return n.TimeLine(next(ids), events, draw(st.booleans()))


def _columns(draw: Draw, ids: Any, _depth: int) -> n.Block:
    return n.Columns(next(ids), tuple(_MAKERS[kind](draw, ids, 0) for kind in ("paragraph", "table", "timeline")))


def _section(draw: Draw, ids: Any, depth: int) -> n.Block:
    return n.Section(next(ids), _blocks(draw, ids, depth - 1, 3), draw(st.sampled_from((None, "new", "recto"))))


def _tiles(draw: Draw, ids: Any, _depth: int) -> n.Block:
    words = lambda: (n.Text(draw(_WORDS)),)  # noqa: E731
    tiles = tuple(n.Tile(next(ids), words(), words(), words(), words()) for _ in range(draw(st.integers(1, 7))))
    return n.KeyFigures(next(ids), tiles)


def _facts(draw: Draw, ids: Any, _depth: int) -> n.Block:
    return n.Facts(next(ids), (n.Fact((n.Text(draw(_WORDS)),), (n.Text(draw(_WORDS)),)),) * 2)


def _terms(draw: Draw, ids: Any, _depth: int) -> n.Block:
    role = draw(st.sampled_from(("margin", "glossary", "imprint")))
    return n.Terms(next(ids), (n.Term((n.Text(draw(_WORDS)),), (n.Text(draw(_WORDS)),)),) * 2, role)


def _marks(draw: Draw, ids: Any, _depth: int) -> n.Block:
    return n.Marks(next(ids), (n.Text("BMAS"), n.Text(draw(_WORDS))))


_MAKERS: dict[str, Callable[[Draw, Any, int], n.Block]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "table": _table,
    "card": _card,
    "callout": _callout,
    "quote": _quote,
    "progress": _progress,
    "timeline": _timeline,
    "columns": _columns,
    "section": _section,
    "tiles": _tiles,
    "facts": _facts,
    "terms": _terms,
    "marks": _marks,
}


def chart(*points: n.Point, kind: Any = "bars", series: int = 1) -> n.Chart:
    """A chart of these points, repeated for several series."""
    return n.Chart("chart", kind, tuple(n.Series(f"Reihe {i}", points) for i in range(series)), "Ein Diagramm")


ODD = document(
    n.PageBreak("first-break"),
    n.Table("bare", (), (), ()),
    n.Table("one", (n.Column(),), (), (n.Row((n.Cell(()),)),)),
    n.Table("two", (n.Column(),), (), (n.Row((n.Cell((paragraph("c", "x"),)),)),)),
    n.KeyFigures("none", ()),
    n.ListBlock("empty", (n.ListItem("empty.1", ()),)),
    n.Section("void", ()),
    n.TableOfContents("no-entries"),
    n.Table("last", (n.Column(),), (), (n.Row((n.Cell((paragraph("d", "y"),)),)),)),
)
"""Blocks without content, tables side by side, a table at the end."""
