"""The theme: everything about how a report looks, as plain data that every writer reads.

A template's ``theme.yaml`` fills it; what a theme leaves out has the neutral default here. Units: page geometry in
millimetres, type in points, colours as ``#RRGGBB`` or the name of a colour in `colours`. The records refuse
unknown fields, so that `compose.theme` can validate them strictly.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document.print_settings import PrintSettings

MM = 72 / 25.4
"""One millimetre in points."""

FaceName = Literal["regular", "bold", "italic", "bold_italic", "light"]
FACES: Final[tuple[FaceName, ...]] = get_args(FaceName)
"""The faces of a family."""


class Page(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Page and type area, in millimetres. The margin column (with its gutter) lies left inside the type area."""

    width: float = 210
    height: float = 297
    top: float = 28
    bottom: float = 25
    left: float = 24
    right: float = 24
    margin_column: float = 40
    head: float = 18
    """From the top edge of the page to the baseline of the running head."""
    foot: float = 13
    """From the bottom edge of the page to the baseline of the running foot."""
    running_head: bool = True
    """Whether its pages have a running head."""
    running_foot: bool = True
    """Whether they have a running foot, with their number."""

    @property
    def landscape(self) -> Page:
        """The page in landscape, turned against the clock: what was left is above. It has no margin column."""
        return Page(
            width=self.height,
            height=self.width,
            top=self.left,
            bottom=self.right,
            left=self.top,
            right=self.bottom,
            margin_column=0,
            head=max(min(self.head, self.left - _CLEAR), 0),
            foot=max(min(self.foot, self.right - _CLEAR), 0),
            running_head=self.running_head,
            running_foot=self.running_foot,
        )


LANDSCAPE: Final = "landscape"
"""The master of pages in landscape, which every theme has."""
_CLEAR: Final = 7
"""Millimetres between the type area of a page in landscape and its running lines."""


class Family(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A font family: files for the PDF, a name for Word.

    Files are ``package:path/in/package.ttf`` for an installed font package or a path inside the template's folder.
    Static TrueType only.
    """

    regular: str
    bold: str
    italic: str
    bold_italic: str
    light: str | None = None
    word: str
    """The name of the family in Word files."""
    word_embed: bool = False
    """Put the files into Word files, for readers who have not installed the family; only fonts that are free for it."""
    word_light: str | None = None
    """The name of its light face in Word files, a family of its own there; without it light text is regular."""
    fallback: tuple[str, ...] = ()
    """Families that give the characters which this one lacks, the first that has one; behind them stands `SIGNS`."""

    def file(self, face: str) -> str:
        """The file of one of `FACES`; the regular one's where the family has no such face."""
        own: str | None = getattr(self, face)
        return own or self.regular


LATO: Final = Family(
    regular="fontpkg_lato:files/Lato-Regular.ttf",
    bold="fontpkg_lato:files/Lato-Bold.ttf",
    italic="fontpkg_lato:files/Lato-Italic.ttf",
    bold_italic="fontpkg_lato:files/Lato-BoldItalic.ttf",
    light="fontpkg_lato:files/Lato-Light.ttf",
    word="Calibri",
)
"""The family of texts where a theme names none."""

SIGNS: Final = "signs"
"""The family that gives the signs that text fonts lack. One of a theme's own with this name takes the place of all
that the program brings."""


def _one_face(file: str, word: str) -> Family:
    return Family(regular=file, bold=file, italic=file, bold_italic=file, word=word)


SIGN_FAMILIES: Final[Mapping[str, Family]] = {
    name: _one_face(f"reportgen:fonts/data/{file}-Regular.ttf", word)
    for name, file, word in (
        (SIGNS, "NotoSans", "Noto Sans"),
        (f"{SIGNS}-math", "NotoSansMath", "Noto Sans Math"),
        (f"{SIGNS}-symbols2", "NotoSansSymbols2", "Noto Sans Symbols2"),
        (f"{SIGNS}-symbols", "NotoSansSymbols", "Noto Sans Symbols"),
    )
}
"""The families that the program brings, asked in this order; `word` is what they are called where they are embedded."""
SIGNS_IN_WORD: Final = "Segoe UI Symbol"
"""The font that comes with Word and has their signs."""


class Style(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paragraph or character style. Sizes and spaces in points."""

    family: str = "text"
    face: FaceName = "regular"
    size: float = 10
    leading: float = 14
    colour: str = "ink"
    before: float = 0
    after: float = 0
    align: Literal["left", "right", "centre", "justify"] = "left"
    hyphenate: bool = False
    fill: str | None = None
    """Background, for styles that are boxes (marks, tiles, callouts)."""
    rule: str | None = None
    """Colour of the rule above, for styles that have one."""
    rule_width: float = 0
    rule_gap: float = 0
    """Points between the rule above a heading and its first line."""


class Band(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cover: the ground below, the tints of the bars in turn, and where the ground begins (share of the height)."""

    ground: str = "primary-deep"
    tints: tuple[str, ...] = ("primary", "primary-deep", "tint-3", "tint-4", "tint-1", "tint-2")
    top: float = 0.6
    bars: float = 0.27
    """Greatest height of a bar, as a share of the page's height."""
    bars_alone: float | None = None
    """The same on a cover without a sender, whose area the bars then take; None: as with one."""

    def tallest(self, sender: bool) -> float:
        """Greatest height of a bar on a cover with or without a sender, as a share of the page's height."""
        return self.bars if sender or self.bars_alone is None else self.bars_alone


class Rules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions of layout that are no style."""

    widows: int = 2
    orphans: int = 2
    hyphen_min_left: int = 2
    hyphen_min_right: int = 3
    baseline_grid: float = 0
    """Points between the lines of a grid on which the text stands, as a rule the leading of body text; 0 for none."""
    hanging_punctuation: bool = False
    """Hyphens, stops, commas and quotes stand partly outside of the measure."""
    card_split: float = 0.5
    """A card up to this share of the type area's height is never split."""
    tiles_per_row: int = 3
    tile_gap: float = 10
    """Points between tiles."""
    card_rule: str = "rule-pale"
    card_gap: float = 14
    """Points above and below the rule between two cards."""
    gap_give: float = 1
    """How far gaps stretch and shrink so that pages are full, as a share of what they can; 0: they stay as they are."""
    contents_step: float = 0
    """Millimetres that each level of the contents stands in, its numbers at the end of the level above; 0: numbers
    stand in the margin column."""
    leaders: bool = True
    underlined_links: bool = True
    """Links among other words have a line below, so that they are told from these by more than their colour."""
    chart_patterns: bool = False
    """Hatch the further series of charts, for printing without colour."""
    sender_placeholder: bool = True
    """Draw the outline of the sender area where it is empty."""
    front_numbers: Literal["arabic", "roman"] = "arabic"
    """How the pages before the body are numbered: with it, or with small Roman numerals and the body from 1."""
    recto_starts: bool = False
    """Chapters and annexes begin on right-hand pages."""
    facing_pages: bool = False
    """Left-hand pages have head and foot the other way round."""
    opening_height: float = 0.4
    """Height of the picture that opens a chapter, as a share of the page's."""
    chapter_head: bool = True
    """Whether the first page of a chapter has the running head, too."""
    logo_height: float = 8
    """Millimetres of a logo in the running head."""
    word_number_indent: float = 12
    """Millimetres that headings with a number hang in Word."""


Counted = Literal["through", "chapter", "none"]


class Numbering(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What gets a number: through the whole report, or by chapter ("2-1", in annex A "A-1"). What has no caption or
    title never has one."""

    tables: Counted = "through"
    figures: Counted = "through"
    """Pictures from files."""
    charts: Literal["figures", "through", "chapter", "none"] = "none"
    """"figures": in one count with pictures."""
    boxes: Counted = "none"


COLOURS: dict[str, str] = {
    "ink": "#1B2430",
    "muted": "#4A5563",
    "primary": "#0B5563",
    "primary-deep": "#083B45",
    "tint-1": "#2F7480",
    "tint-2": "#5E979F",
    "tint-3": "#9CC5CC",
    "tint-4": "#CFE3E6",
    "rule": "#7C8794",
    "rule-pale": "#C9D0D7",
    "fill": "#F3F5F7",
    "fill-strong": "#E3EFF1",
    "warning": "#8A5A00",
    "warning-fill": "#F6F1E7",
    "paper": "#FFFFFF",
}


def _style(size: float, leading: float, **more: object) -> Style:
    return Style(size=size, leading=leading, **more)  # type: ignore[arg-type]


STYLES: dict[str, Style] = {
    # text
    "body": _style(10, 14, hyphenate=True, after=5),
    "lead": _style(11.5, 16, colour="muted", hyphenate=True, after=12),
    "small": _style(9, 12, colour="muted", after=4, hyphenate=True),
    "source": _style(9, 11.5, colour="muted", after=8),
    "list-item": _style(10, 14, hyphenate=True, after=2),
    "note": _style(9, 11.5, hyphenate=True, after=2),
    "callout": _style(9.5, 13.5, fill="fill", hyphenate=True, before=6, after=6),
    "callout-warning": _style(9.5, 13.5, fill="warning-fill", hyphenate=True, before=6, after=6),
    "quote": _style(10, 14, colour="muted", hyphenate=True, before=4, after=4, rule="rule", rule_width=1.5),
    "box": _style(9.5, 13.5, fill="fill", hyphenate=True, before=8, after=8, rule="primary", rule_width=1.5),
    "box-title": _style(10.5, 14, face="bold", colour="primary-deep", after=3),
    "pull-quote": _style(15, 20, colour="primary", before=10, after=10, rule="primary", rule_width=1),
    "quote-source": _style(9, 12, colour="muted", before=3),
    "progress": _style(9.5, 13, fill="fill-strong", before=5, after=9, rule="primary", rule_width=6),
    "progress-value": _style(9.5, 13, face="bold", colour="primary-deep"),
    "timeline": _style(9.5, 13, hyphenate=True, before=6, after=10, rule="tint-3", rule_width=1),
    "timeline-date": _style(9.5, 13, face="bold", colour="primary", before=8),
    "code": _style(9.5, 14),
    "preformatted": _style(9, 12.5, before=3, after=6),
    # headings
    "heading-1": _style(22, 26, face="bold", colour="primary-deep", after=12),
    "heading-2": _style(
        13, 17, face="bold", colour="primary-deep", before=26, after=11, rule="primary", rule_width=1, rule_gap=4
    ),
    "heading-3": _style(11, 14, face="bold", colour="ink", before=10, after=3),
    "heading-4": _style(10, 14, face="bold", colour="ink", before=8, after=2),
    "heading-5": _style(10, 14, face="italic", colour="ink", before=6, after=2),
    "heading-6": _style(10, 14, face="italic", colour="muted", before=6, after=2),
    "text-heading": _style(10, 14, face="bold", colour="ink", before=8, after=2),
    "card-title": _style(11, 14, face="bold", colour="ink", after=3),
    "brief-title": _style(10, 13, face="bold", colour="ink", before=9, after=1),
    "brief": _style(9.5, 13, hyphenate=True, after=3),
    "standing": _style(9, 12, face="bold", colour="muted", before=12, after=2),
    "numeral": _style(44, 48, face="light", colour="primary"),
    "section-number": _style(13, 17, face="bold", colour="primary"),
    # contents and registers
    "contents-1": _style(10, 14, face="bold", colour="primary-deep", before=8),
    "contents-2": _style(10, 14, colour="ink"),
    "contents-3": _style(9, 12, colour="muted"),
    "glossary-entry": _style(9.5, 13, after=1.5),
    "index-term": _style(10, 14, face="bold", colour="primary-deep", before=6),
    "index-entry": _style(9, 12),
    # cards
    "mark": _style(9, 12, face="bold", colour="primary-deep", fill="fill-strong"),
    "label": _style(9, 11, colour="muted"),
    "value": _style(9, 11, colour="ink", after=2),
    "fact-value": _style(10.5, 14, face="bold", colour="primary", before=2),
    "fact-label": _style(9, 14, colour="muted"),
    "link": _style(10, 14, colour="primary"),
    # tiles
    "tile": _style(9.5, 12.5, fill="fill", rule="primary", rule_width=2, before=4, after=10),
    "tile-value": _style(27, 30, face="bold", colour="primary-deep"),
    "tile-unit": _style(11, 30, colour="primary-deep"),
    "tile-statement": _style(9.5, 12.5),
    "tile-note": _style(9, 11.5, colour="muted"),
    "tile-lead": _style(14, 19, colour="paper", fill="primary-deep", before=4, after=10),
    "tile-lead-value": _style(48, 50, face="bold", colour="paper"),
    "tile-lead-unit": _style(14, 50, colour="tint-4"),
    "tile-lead-statement": _style(14, 19, colour="paper"),
    "tile-lead-note": _style(9, 11.5, colour="tint-4"),
    # tables
    "table-head": _style(9, 12, face="bold", colour="primary", rule="primary", rule_width=1),
    "table-cell": _style(9, 12, rule="rule-pale", rule_width=0.4),
    "table-stripe": _style(9, 12),
    "table-group": _style(9, 12, face="bold", colour="primary-deep"),
    "table-subtotal": _style(9, 12, face="bold", rule="rule", rule_width=0.6),
    "table-total": _style(9, 12, face="bold", rule="primary", rule_width=1),
    "caption": _style(9, 12, colour="muted", before=4, after=8),
    "credit": _style(9, 11.5, colour="muted", before=2, after=8),
    # charts
    "chart-title": _style(11, 14, face="bold", colour="primary-deep", before=10),
    "chart-subtitle": _style(9, 12, colour="muted", after=4),
    "chart-label": _style(9, 12),
    "chart-value": _style(9, 12, face="bold"),
    # furniture
    "running-head": _style(9, 11.5, colour="muted", rule="rule-pale", rule_width=0.5),
    "draft-line": _style(11, 14, face="bold", colour="warning"),
    "running-foot": _style(9, 11.5, colour="muted"),
    "folio": _style(9, 11.5, face="bold", colour="ink"),
    # cover
    "cover-kicker": _style(12, 16, face="bold", colour="tint-3"),
    "cover-title": _style(30, 34, face="bold", colour="paper"),
    "cover-subtitle": _style(14, 19, colour="tint-4"),
    "cover-year": _style(34, 38, face="light", colour="paper"),
    "cover-notice": _style(9.5, 13, colour="tint-4"),
    "cover-caption": _style(9, 11.5, colour="tint-3"),
    "sender": _style(9, 12, colour="muted"),
}
"""Every role a block or span can have, with its neutral default. A theme may add roles of its own."""


class Theme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The look of a report, complete: every role has a style, every colour a value."""

    page: Page = field(default_factory=Page)
    masters: Mapping[str, Page] = field(default_factory=dict)
    """Other pages by name, which parts of the report stand on."""
    fonts: Mapping[str, Family] = field(default_factory=lambda: {"text": LATO})
    """Families by name; "text" is needed. Files are absolute paths once a template was loaded."""
    colours: Mapping[str, str] = field(default_factory=lambda: dict(COLOURS))
    styles: Mapping[str, Style] = field(default_factory=lambda: dict(STYLES))
    band: Band = field(default_factory=Band)
    rules: Rules = field(default_factory=Rules)
    numbering: Numbering = field(default_factory=Numbering)
    word_styles: Mapping[str, str] = field(default_factory=dict)
    """Names of styles of a reference document by role; "table" is the role of tables."""
    palettes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Colours that take the place of those of the same names in parts of the report, by the palette's name."""
    series: tuple[str, ...] = ("tint-2", "primary-deep", "tint-3", "tint-4")
    """Colours of a chart's series; the first is also that of plain bars."""
    print: PrintSettings = field(default_factory=PrintSettings)

    def colour(self, name: str) -> str:
        """`name` as ``#RRGGBB``: a hexadecimal colour itself, or the colour of that name."""
        return name if name.startswith("#") else self.colours[name]

    def master(self, name: str) -> Page:
        """The page of a name: the theme's own for "", that one in landscape, or one of its masters."""
        if not name:
            return self.page
        return self.page.landscape if name == LANDSCAPE else self.masters[name]

    def coloured(self, palette: str) -> Theme:
        """The theme in the colours of one of its palettes; KeyError for one that it does not have."""
        return replace(self, colours={**self.colours, **self.palettes[palette]})

    def style(self, role: str) -> Style:
        """The style of `role`; KeyError for a role that the theme does not have."""
        return self.styles[role]
