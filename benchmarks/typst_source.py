"""A Document as Typst source: the same content in the same look, as somebody who knows Typst would have it set.

`typst_look.typ` is the hand-written look; this module gives it the theme's sizes, leadings and colours and prints the
content. Everything that says where pages and lines end is Typst's own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.document import nodes as n
from reportgen.document.pagination import begins_wide, body_start
from reportgen.document.theme import Style, Theme
from reportgen.document.walk import find, plain_text
from reportgen.fonts.book import FontBook
from reportgen.typeset.flow.text import baseline

LOOK = Path(__file__).with_name("typst_look.typ")
_WEIGHTS = {"regular": "regular", "bold": "bold", "italic": "regular", "bold_italic": "bold", "light": "light"}
_DENSE_CELL = 90
"""Characters in the longest cell of a table that is set close."""
_CHART_HEIGHT = 130
"""Points of a chart that is left as a place."""


def source(document: n.Document, theme: Theme, fonts: FontBook) -> str:
    """The whole Typst source: theme, look and content."""
    printer = _Printer(document, theme)
    meta = document.meta
    settings = f"title: {_string(meta.title)}, language: {_string(meta.language)}, "
    settings += f"head: {_text(meta.running_head)}, foot: {_text(meta.running_foot)}"
    look = LOOK.read_text(encoding="utf-8")
    body = "\n".join(printer.blocks(document.children))
    return f"{_theme(theme, fonts)}\n{look}\n#show: report.with({settings})\n{body}\n"


# ------------------------------------------------------------------------------------------------------------ the theme


def _theme(theme: Theme, fonts: FontBook) -> str:
    page, rules, band = theme.page, theme.rules, theme.band
    names = ("width", "height", "top", "bottom", "left", "right", "head", "foot")
    sides = ", ".join(f"{name}: {getattr(page, name)}" for name in names)
    styles = ", ".join(f'"{role}": {_style(style, theme, fonts)}' for role, style in theme.styles.items())
    tints = ", ".join(_colour(theme, tint) for tint in band.tints)
    return "\n".join(
        (
            f"#let page-of = ({sides}, margin: {page.margin_column})",
            f"#let styles = ({styles})",
            f"#let band = (ground: {_colour(theme, band.ground)}, tints: ({tints},))",
            f"#let card-gap = {rules.card_gap}pt",
            f"#let card-rule = {_colour(theme, rules.card_rule)}",
        )
    )


def _style(style: Style, theme: Theme, fonts: FontBook) -> str:
    base = baseline(style, fonts[f"{style.family}/{style.face}"])
    slant = "italic" if "italic" in style.face else "normal"
    values = {
        "size": f"{style.size}pt",
        "weight": f'"{_WEIGHTS[style.face]}"',
        "style": f'"{slant}"',
        "fill": _colour(theme, style.colour),
        "ground": _colour(theme, style.fill or "paper"),
        "rule": _colour(theme, style.rule or "rule"),
        "rule-width": f"{style.rule_width}pt",
        "hyphenate": str(style.hyphenate).lower(),
        "justify": str(style.align == "justify").lower(),
        "before": f"{style.before}pt",
        "after": f"{style.after}pt",
        "top": f"{base:.3f}pt",
        "bottom": f"{base - style.leading:.3f}pt",
    }
    return f"({', '.join(f'{key}: {value}' for key, value in values.items())})"


def _colour(theme: Theme, name: str) -> str:
    return f'rgb("{theme.colour(name)}")'


# -------------------------------------------------------------------------------------------------------- lines of text


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _text(text: str) -> str:
    return f"[#{_string(text)}]" if text else "[]"


class _Printer:
    """Prints blocks as Typst code; it knows which blocks can be referred to."""

    def __init__(self, document: n.Document, theme: Theme) -> None:
        self.theme = theme
        self.body = body_start(document)
        self.targets = {entry.target for entry in find(document, n.IndexEntry)}
        self.targets |= {reference.target for reference in find(document, n.CrossReference) if reference.resolved}
        self.targets |= {reference.target for reference in find(document, n.PageReference)}
        self.printed: set[str] = set()
        self.wide = False

    def label(self, block: str) -> str:
        """The label of a block, where something refers to it."""
        if block not in self.targets or block in self.printed:
            return ""
        self.printed.add(block)
        return f"#metadata(none)<{block}>"

    def line(self, inlines: n.Inlines) -> str:
        """Inlines as a content block."""
        return f"[{''.join(self._inline(inline) for inline in inlines)}]"

    def _inline(self, inline: n.Inline) -> str:
        match inline:
            case n.Text():
                return f"#{_string(inline.text)}"
            case n.LineBreak():
                return "#linebreak()"
            case n.Strong():
                return f"#strong{self.line(inline.children)}"
            case n.Emphasis():
                return f"#emph{self.line(inline.children)}"
            case n.Subscript():
                return f"#sub{self.line(inline.children)}"
            case n.Superscript():
                return f"#super{self.line(inline.children)}"
            case n.Link():
                return f"#link({_string(inline.href)}){self.line(inline.children)}"
            case n.Note():
                return f"#footnote{self.line(inline.children)}"
            case n.PageReference():
                return f"#context counter(page).at(<{inline.target}>).map(str).join()"
            case n.CrossReference() if inline.resolved and not inline.elsewhere:
                return f"#link(<{inline.target}>){self.line(inline.children)}"
            case n.Span() if inline.lang:
                return f"#text(lang: {_string(inline.lang[:2])}){self.line(inline.children)}"
            case n.CrossReference() | n.Span() | n.Abbreviation():
                return self.line(inline.children)[1:-1]
        raise AssertionError(inline)

    # -------------------------------------------------------------------------------------------------------- blocks

    def blocks(self, blocks: tuple[n.Block, ...]) -> Iterator[str]:
        """The code of blocks, one after the other."""
        card_before = False
        for block in blocks:
            match block:
                case n.Section():
                    yield from self._section(block)
                case n.Card():
                    yield f"{self.label(block.id)}#{self._card(block, first=not card_before)}"
                case _:
                    yield f"{self.label(block.id)}#{self.block(block)}"
            card_before = isinstance(block, n.Card)

    def _section(self, section: n.Section) -> Iterator[str]:
        if section.page:
            yield "#pagebreak(weak: true)"
        if section.id == self.body:
            yield '#set page(numbering: "1")\n#counter(page).update(1)'
        yield self.label(section.id)
        outer, self.wide = self.wide, begins_wide(section)
        yield from self.blocks(section.children)
        self.wide = outer

    def block(self, block: n.Block) -> str:
        """One block as an expression."""
        match block:
            case n.Heading():
                return self._heading(block)
            case n.Paragraph():
                return self._widened(f"para({_string(block.role)}, {self.line(block.children)})")
            case n.ListBlock():
                kind = "enum" if block.ordered else "list"
                items = ", ".join(self.content(item.children, "list-item", item.id) for item in block.items)
                return f'block(below: 5pt, dressed("list-item", {kind}({items})))'
            case n.Table():
                return self._table(block)
            case n.Chart():
                return self._chart(block)
            case n.KeyFigures():
                tiles = ", ".join(self._tile(tile) for tile in block.tiles)
                return f"tiles({self.theme.rules.tiles_per_row}, {self.theme.rules.tile_gap}pt, {tiles})"
            case n.Marks():
                return f"marks({', '.join(self.line((mark,)) for mark in block.marks)})"
            case n.Terms():
                pairs = ", ".join(f"({self.line(term.label)}, {self.line(term.value)})" for term in block.terms)
                return f"terms-beside({pairs})" if block.role == "margin" else f'terms-list("{block.role}", {pairs})'
            case n.Facts():
                pairs = ", ".join(f"({self.line(fact.value)}, {self.line(fact.label)})" for fact in block.facts)
                return f"facts({pairs})"
            case n.Card():
                return self._card(block, first=True)
            case n.Callout():
                role = "callout-warning" if block.kind == "warning" else "callout"
                return self._widened(f'callout("{role}", {self.content(block.children, role)})')
            case n.Quote():
                return self.content(block.children, "quote")
            case n.TableOfContents():
                return f"block(above: 20pt, below: 8pt, outline(title: none, depth: {block.depth}, indent: 0pt))"
            case n.Index():
                return f"register({', '.join(self._group(group) for group in block.groups)})"
            case n.Cover():
                return self._cover(block)
            case n.PageBreak():
                return "pagebreak(weak: true)"
            case n.Figure():
                width = f"{block.width}mm" if block.width else "100%"
                picture = f"image({_string(block.path)}, width: {width}, alt: {_string(block.alt)})"
                return f"figure({picture}, caption: {self.line(block.caption)})"
            case n.QrCode():
                return f"rect(width: {block.width}mm, height: {block.width}mm)"
        raise AssertionError(block)

    def content(self, blocks: tuple[n.Block, ...], role: str, owner: str = "") -> str:
        """Blocks inside another one, body text in its role; `owner` is the id of what they belong to."""
        parts = [self.label(owner)]
        for block in blocks:
            parts.append(self.label(block.id))
            if isinstance(block, n.Paragraph) and block.role == "body":
                parts.append(f"#para({_string(role)}, {self.line(block.children)})")
            else:
                parts.append(f"#{self.block(block)}")
        return f"[{''.join(parts)}]"

    def _widened(self, expression: str) -> str:
        return f"wide({expression})" if self.wide else expression

    def _heading(self, heading: n.Heading) -> str:
        number = _string(heading.number) if heading.number else "none"
        role = heading.role or f"heading-{heading.level}"
        flags = f"{str(self.wide).lower()}, {str(heading.in_contents and heading.level < 3).lower()}"
        return f"head({heading.level}, {number}, {_string(role)}, {flags}, {self.line(heading.children)})"

    def _card(self, card: n.Card, first: bool) -> str:
        margin = self.content(card.margin, "value")
        title = f"[#{self._heading(card.heading)}]"
        return f"card({title}, {margin}, {self.content(card.body, 'body')}, first: {str(first).lower()})"

    def _tile(self, tile: n.Tile) -> str:
        parts = [self.line(tile.value), self.line(tile.unit) if tile.unit else "none", self.line(tile.statement)]
        return f"({', '.join([*parts, self.line(tile.note) if tile.note else 'none'])})"

    def _group(self, group: n.IndexGroup) -> str:
        entries = ", ".join(f"({self.line(entry.children)}, <{entry.target}>)" for entry in group.entries)
        return f"({self.line(group.term)}, ({entries},))"

    def _table(self, table: n.Table) -> str:
        columns = ", ".join(self._columns(table))
        header = ", ".join(self._cell(cell, "table-head", table, at) for at, cell in _cells(table.head))
        rows = []
        for row in table.body:
            label = self.label(row.id) if row.id else ""
            cells = [self._cell(cell, "table-cell", table, at) for at, cell in _cells((row,))]
            cells[0] = cells[0].replace("[", f"[{label}", 1) if label else cells[0]
            rows.append(f"({', '.join(cells)},)")
        caption = self.line((n.Text(f"{table.label}: "), *table.caption)) if table.caption else "none"
        longest = max((len(_words(cell)) for _, cell in _cells(table.body)), default=0)
        options = f"caption: {caption}, whole: {str(table.wide).lower()}, dense: {str(longest < _DENSE_CELL).lower()}"
        return f"data-table(({columns},), ({header},), ({', '.join(rows)},), {options})"

    def _columns(self, table: n.Table) -> Iterator[str]:
        """Shares as fractions; without shares the column with most to say takes what is left, as one writes by hand."""
        lengths = [0] * len(table.columns)
        for at, cell in _cells(table.body):
            lengths[at] += len(_words(cell)) if cell.colspan == 1 else 0
        for at, column in enumerate(table.columns):
            widest = lengths[at] == max(lengths)
            yield f"{column.width}fr" if column.width else ("1fr" if widest else "auto")

    def _cell(self, cell: n.Cell, role: str, table: n.Table, at: int) -> str:
        align = cell.align or table.columns[at].align
        side = {"left": "left", "right": "right", "centre": "center", "decimal": "right"}[align]
        role = "table-head" if cell.head == "column" else role
        inside = self.content(cell.children, role)
        spans = f"colspan: {cell.colspan}, rowspan: {cell.rowspan}, align: {side}, "
        return f"table.cell({spans}cell-text({_string(role)}, {inside}))"

    def _chart(self, chart: n.Chart) -> str:
        parts = [self.line(part.children) if part else "none" for part in (chart.title, chart.subtitle, chart.source)]
        if chart.kind == "bars" and len(chart.series) == 1:
            drawing = f"bars({', '.join(self._points(chart.series[0]))})"
        else:
            drawing = f"chart-place({_CHART_HEIGHT}pt)"
        return f"chart-block({str(self.wide).lower()}, {', '.join(parts)}, {_string(chart.alt)}, {drawing})"

    def _points(self, series: n.Series) -> Iterator[str]:
        tints = {"total": "primary-deep", "rest": "tint-4", None: self.theme.series[0]}
        for point in series.points:
            fill = _colour(self.theme, tints[point.emphasis])
            outline = f"0.6pt + {_colour(self.theme, 'primary')}" if point.emphasis == "rest" else "none"
            yield f"({_text(point.label)}, {point.value}, {_text(point.text)}, {fill}, {outline})"

    def _cover(self, cover: n.Cover) -> str:
        bars = ", ".join(f"({bar.weight}, {bar.height})" for bar in cover.bars)
        names = (cover.kicker, cover.title, cover.subtitle, cover.notice, cover.year, cover.caption)
        parts = ", ".join(self.line(part.children) if part else "none" for part in names)
        return f"cover(({bars},), {self.content(cover.sender, 'sender')}, {parts})"


def _cells(rows: tuple[n.Row, ...]) -> Iterator[tuple[int, n.Cell]]:
    """Cells with the columns they begin in."""
    for row in rows:
        at = 0
        for cell in row.cells:
            yield at, cell
            at += cell.colspan


def _words(cell: n.Cell) -> str:
    return " ".join(plain_text(text) for block in cell.children for text in _lines(block))


def _lines(block: n.Block) -> Iterator[n.Inlines]:
    if isinstance(block, n.Paragraph):
        yield block.children
    elif isinstance(block, n.Marks):
        yield block.marks


def main(project: str, edition: str, target: str) -> None:
    """Write the source of a project's report."""
    from reportgen.build.documents import Documents
    from reportgen.files.cache import Cache

    documents = Documents(Path(project), edition, Cache(None))
    theme = documents.header.theme
    text = source(documents.part(None).document, theme, FontBook(theme.fonts))
    Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
