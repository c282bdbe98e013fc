"""styles.xml, made from the theme: paragraph, character and table styles with Word's built-in names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.document.legibility import TABLE_STYLES
from reportgen.document.theme import Style, Theme
from reportgen.docx import ppr
from reportgen.docx import stylenames as names
from reportgen.docx.geometry import Geometry
from reportgen.docx.grounds import TILE_FOOT, beside, between, box, tile
from reportgen.docx.headingstyles import heading_parts, unnumbered, unnumbered_style
from reportgen.docx.ppr import Properties, Spacing
from reportgen.docx.stylenames import StyleName, word_font
from reportgen.docx.stylesdata import BUILT_IN, DEFAULTS, LATENT
from reportgen.docx.tablestyle import table_style
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, eighths, half_points, hexadecimal, mm_twips, twips
from reportgen.text.xml import escape

if TYPE_CHECKING:
    from reportgen.docx.reference.lines import ReferenceLines

_JUSTIFY = {"left": "left", "right": "right", "centre": "center", "justify": "both"}
CONTENTS_HANG = mm_twips(12)
"""Twips between number and title in the contents."""
_GLOSSARY_HANG = mm_twips(34)
"""Twips between short form and long in a glossary without margin column."""
LIST_HANG = 284
"""Twips between a list's mark and its text."""


_CROSS, _ALONE = (StyleName(name, name.replace(" ", ""), None) for name in ("Cross Reference", "Link Alone"))


class StyleBook:
    """The styles of one document. Asking for a role registers what it needs; `xml` writes all of them."""

    def __init__(self, theme: Theme, geometry: Geometry, tag: str, lines: ReferenceLines | None = None) -> None:
        self.theme, self.geometry, self.tag, self.lines = theme, geometry, tag, lines
        self._paragraphs = {role: name.id for role, name in names.PARAGRAPHS.items() if role in theme.styles}
        self._characters: dict[str, str] = {}
        self._own: dict[str, tuple[StyleName, str, str]] = {}
        self.looks: dict[str, int] = {}
        """Styles that look like headings, with their levels."""
        self.contents_page = geometry
        """The page on which the contents stand: their styles end at its right edge."""
        self.index_width = geometry.text
        """Twips of a column of the register."""

    def paragraph(self, role: str, block: str | None = None) -> str:
        """The id of the paragraph style of `role`; DocumentError where the theme has no such role."""
        found = self._paragraphs.get(role)
        if found is None:
            found = self._paragraphs[role] = self._register(role, "paragraph", block)
        return found

    def character(self, role: str, block: str | None = None) -> str:
        """The id of the character style of `role`; DocumentError where the theme has no such role."""
        found = self._characters.get(role)
        if found is None:
            known = names.CHARACTERS.get(role)
            found = known.id if known else self._register(role, "character", block)
            self._characters[role] = found
        return found

    def look(self, level: int) -> str:
        """The id of the style that looks like a heading of a level and has no number."""
        found = unnumbered(level).replace(" ", "")
        self.looks[found] = level
        return found

    @property
    def ids(self) -> dict[str, str]:
        """Ids of the styles of all roles that are known or were asked for."""
        known = {role: name.id for role, name in names.CHARACTERS.items()}
        return known | self._characters | self._paragraphs

    @property
    def own_ids(self) -> Iterable[str]:
        """Ids of the styles that stand for roles of the theme's own."""
        return self._own.keys()

    def _register(self, role: str, kind: str, block: str | None) -> str:
        if role not in self.theme.styles:
            near = get_close_matches(role, self.theme.styles, 1)
            hint = f'did you mean "{near[0]}"?' if near else "add the style to the theme"
            raise DocumentError(
                Problem("unknown-role", f'the theme has no style for the role "{role}"', block=block, hint=hint)
            )
        name = names.ON_DEMAND.get(role) or names.own(role, kind)
        self._own[name.id] = (name, kind, role)
        return name.id

    # -------------------------------------------------------------------------------------------- properties

    def colour(self, name: str) -> str:
        """A colour of the theme as ST_HexColor."""
        return hexadecimal(self.theme.colour(name))

    def spacing(self, role: str, before: float | None = None, after: float | None = None) -> Spacing:
        """The spacing of the style of a role, with other space `before` or `after` it (points), for a paragraph that
        differs."""
        style = self.theme.style(role)
        return _spacing(
            style.before if before is None else before, style.leading, style.after if after is None else after
        )

    def before(self, style: str) -> int:
        """Twips above a paragraph in a style (its id), where that stands for a role of the theme; else none."""
        role = next((role for role, found in self._paragraphs.items() if found == style), None)
        return twips(self.theme.style(role).before) if role else 0

    @property
    def paragraph_ids(self) -> Mapping[str, str]:
        """Ids of the paragraph styles of roles that are known or were asked for."""
        return self._paragraphs

    def grounds(self, role: str) -> Properties:
        """Ground and borders of the paragraph style of `role`, by local names."""
        style = self.theme.style(role)
        parts = {**self._paragraph_parts(style), **self._extras(role, style)}
        wanted = ("shd",) if role in TABLE_STYLES else ("pBdr", "shd")
        return {key: parts[key] for key in wanted if key in parts}

    def _paragraph_parts(self, style: Style) -> Properties:
        parts: Properties = {
            "spacing": _spacing(style.before, style.leading, style.after),
            "jc": f'<w:jc w:val="{_JUSTIFY[style.align]}"/>',
            "suppressAutoHyphens": f'<w:suppressAutoHyphens w:val="{0 if style.hyphenate else 1}"/>',
        }
        if style.fill and style is not self.theme.styles.get("progress"):
            parts["shd"] = ppr.shading(self.colour(style.fill))
        if style.rule and style.rule_width and not style.fill:
            line = ppr.border("top", self.colour(style.rule), eighths(style.rule_width), round(style.rule_gap))
            parts["pBdr"] = f"<w:pBdr>{line}</w:pBdr>"
        return parts

    def run_parts(self, style: Style, *, character: bool = False, weight: bool = True) -> str:
        """The content of w:rPr for `style`; without `weight`, not whether it is bold or italic."""
        out = ""
        font = word_font(self.theme, style.family, style.face)
        if font != word_font(self.theme, "text"):
            out += f'<w:rFonts w:ascii="{escape(font)}" w:hAnsi="{escape(font)}" w:cs="{escape(font)}"/>'
        bold, italic = "bold" in style.face, "italic" in style.face
        if weight and (bold or not character):
            out += "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        if weight and (italic or not character):
            out += "<w:i/><w:iCs/>" if italic else '<w:i w:val="0"/><w:iCs w:val="0"/>'
        size = half_points(style.size)
        out += f'<w:color w:val="{self.colour(style.colour)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        if character and style.fill:
            fill = self.colour(style.fill)
            out += f'<w:bdr w:val="single" w:sz="8" w:space="1" w:color="{fill}"/>{ppr.shading(fill)}'
        return out

    def number_looks(self, level: int) -> str:
        """The content of w:rPr of the number of a heading on a level that counts from 0.

        Beside a heading of a reference document a number looks as its heading does.
        """
        name = names.PARAGRAPHS.get(f"heading-{level + 1}")
        if self.lines and name and self.lines.has(name):
            return ""
        role = "numeral" if level == 0 else "section-number"
        if level < 2 and role in self.theme.styles:
            return self.run_parts(self.theme.style(role))
        return f'<w:color w:val="{self.colour("primary")}"/>'

    # ------------------------------------------------------------------------------------------------- styles

    def _style(self, name: StyleName, kind: str, properties: str, *, default: bool = False) -> str:
        head = ' w:default="1"' if default else ""
        custom = "" if name.name.lower() in BUILT_IN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{name.based}"/>' if name.based else ""
        following = f'<w:next w:val="{name.following}"/>' if name.following else ""
        gallery = "<w:qFormat/>" if name.gallery else ""
        return (
            f'<w:style w:type="{kind}"{head}{custom} w:styleId="{name.id}"><w:name w:val="{escape(name.name)}"/>'
            f'{based}{following}<w:uiPriority w:val="{name.priority}"/>{gallery}{properties}</w:style>'
        )

    def _paragraph_style(self, role: str, name: StyleName, **more: str) -> str:
        style = self.theme.style(role)
        parts = self._paragraph_parts(style)
        if role in TABLE_STYLES:
            parts.pop("pBdr", None)
        parts.update(self._extras(role, style), **more)
        properties = f"<w:pPr>{ppr.paragraph_properties(parts)}</w:pPr><w:rPr>{self.run_parts(style)}</w:rPr>"
        return self._style(name, "paragraph", properties, default=role == "body")

    def _extras(self, role: str, style: Style) -> Mapping[str, str | Spacing]:
        """What the role of a style adds to what its Style says."""
        level = names.heading_level(role)
        if level is not None:
            return heading_parts(level)
        if role.startswith("contents-"):
            page, hang = self.contents_page, self.contents_hang
            start = self.contents_start(int(role[-1]))
            end = f'<w:tab w:val="right" w:leader="{self.leader}" w:pos="{page.text}"/>'
            tabs = f'<w:tabs><w:tab w:val="left" w:pos="{start}"/>{end}</w:tabs>'
            own = {"tabs": tabs, "ind": ppr.indent(start, hang), "keepLines": ppr.KEEP_LINES}
            return own | {"suppressLineNumbers": ppr.NO_LINE_NUMBERS}
        return self._fixed_extras(style).get(role, {})

    @property
    def contents_hang(self) -> int:
        """Twips between number and title in the contents: as far as headings hang where there is room for it."""
        page = self.contents_page
        if self.theme.rules.contents_step:
            return mm_twips(self.theme.rules.contents_step)
        return self.geometry.hang if self.geometry.hang and page.text > self.geometry.text else CONTENTS_HANG

    def contents_start(self, level: int) -> int:
        """Twips from the left edge to the titles of a level of the contents."""
        return self.contents_hang * (level if self.theme.rules.contents_step else 1)

    @property
    def leader(self) -> str:
        """What leads to the page number in contents and registers, as Word calls it."""
        return "dot" if self.theme.rules.leaders else "none"

    def _fixed_extras(self, style: Style) -> dict[str, Mapping[str, str | Spacing]]:
        keep = {"keepNext": ppr.KEEP_NEXT, "keepLines": "<w:keepLines/>"}
        rule = theme_rule(style, self)
        return {
            "index-term": keep | {"suppressLineNumbers": ppr.NO_LINE_NUMBERS},
            "index-entry": {
                "suppressLineNumbers": ppr.NO_LINE_NUMBERS,
                "tabs": f'<w:tabs><w:tab w:val="right" w:leader="{self.leader}" w:pos="{self.index_width}"/></w:tabs>',
                "keepLines": "<w:keepLines/>",
            },
            "caption": {"keepLines": "<w:keepLines/>"},
            **dict.fromkeys(("lead", "standing", "chart-title", "chart-subtitle"), keep),
            "note": {"ind": ppr.indent(170, 170)},
            "tile-value": keep | tile(self.theme, "top"),
            "tile-statement": keep | tile(self.theme),
            "tile-note": {
                "keepLines": ppr.KEEP_LINES,
                "spacing": _spacing(0, style.leading),
                **tile(self.theme, "bottom"),
            },
            "tile-lead-value": {**keep, **tile(self.theme, "top", role="tile-lead")},
            "tile-lead-statement": {**keep, **tile(self.theme, role="tile-lead")},
            "tile-lead-note": {
                "keepLines": ppr.KEEP_LINES,
                "spacing": _spacing(0, style.leading),
                **tile(self.theme, "bottom", role="tile-lead"),
            },
            "cover-title": {"spacing": _spacing(8, style.leading, 6)},
            "cover-subtitle": {"spacing": _spacing(0, style.leading, 10)},
            "cover-notice": {"spacing": _spacing(6, style.leading, 6)},
            "cover-caption": {"spacing": _spacing(10, style.leading)},
            "quote": beside(self.theme, style),
            "preformatted": {"suppressAutoHyphens": '<w:suppressAutoHyphens w:val="1"/>'},
            "text-heading": keep,
            "callout": box(self.theme, style),
            "callout-warning": box(self.theme, style),
            "box": box(self.theme, style),
            "box-title": keep,
            "progress": {"keepNext": ppr.KEEP_NEXT, "pBdr": "<w:pBdr/>"},
            "timeline": beside(self.theme, style),
            "pull-quote": between(self.theme, style),
            "running-head": {"pBdr": rule},
        }

    def tile_end(self, role: str, foot: int) -> dict[str, str]:
        """What the last paragraph of a tile has, with so many points of the ground below it."""
        ground, _, part = role.rpartition("-")
        own = {} if part == "note" else {"keepNext": '<w:keepNext w:val="0"/>'}
        if own or foot != TILE_FOOT:
            own["pBdr"] = tile(self.theme, "both" if part == "value" else "bottom", foot, ground)["pBdr"]
        return own

    def xml(self, heading_nums: dict[int, int], list_nums: dict[tuple[bool, int], int], more: str = "") -> str:
        """The whole part, with `more` styles. `heading_nums` and `list_nums` name the lists that styles belong to."""
        out = [self._defaults(), LATENT, more]
        for role, name in names.PARAGRAPHS.items():
            if role in self.theme.styles:
                level = int(role[-1]) if role.startswith("heading-") else 0
                member = {"numPr": ppr.numbering(heading_nums[level], level - 1)} if level in heading_nums else {}
                out.append(self._paragraph_style(role, name, **member))
        out += self._fixed(), self._lists(list_nums), *map(unnumbered_style, sorted(set(self.looks.values())))
        for role, name in names.CHARACTERS.items():
            out.append(self._character_style(role, name))
        for name, kind, role in sorted(self._own.values(), key=lambda item: item[0].id):
            make = self._character_style if kind == "character" else self._paragraph_style
            out.append(make(role, name))
        return f"{HEADER}<w:styles {STORY_NAMESPACES}>{''.join(out)}</w:styles>"

    def _character_style(self, role: str, name: StyleName) -> str:
        if role == "link":
            return self._style(name, "character", f"<w:rPr>{self._link_look}</w:rPr>")
        if role == "code":
            return self._style(name, "character", f"<w:rPr>{self._code_look()}</w:rPr>")
        weight = role not in ("card-title", "brief-title")  # of its heading and in it, bold would turn over (17.7.3)
        properties = self.run_parts(self.theme.style(role), character=True, weight=weight)
        return self._style(name, "character", f"<w:rPr>{properties}</w:rPr>")

    def _code_look(self) -> str:
        """The family and colour of code; its size is that of the text around it. It is no language to be proofed."""
        style = self.theme.style("code")
        font = escape(word_font(self.theme, style.family, style.face))
        own = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if style.family != "text" else ""
        return f'{own}<w:noProof/><w:color w:val="{self.colour(style.colour)}"/>'

    def _defaults(self) -> str:
        font, body = escape(word_font(self.theme, "text")), self.theme.style("body")
        size = half_points(body.size)
        return (
            f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" '
            f'w:cs="{font}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f'<w:lang w:val="{self.tag}" w:eastAsia="{self.tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        )

    @property
    def _link_look(self) -> str:
        line = '<w:u w:val="single"/>' if self.theme.rules.underlined_links else ""
        return self._link_colour + line

    @property
    def _link_colour(self) -> str:
        return f'<w:color w:val="{self.colour(self.theme.style("link").colour)}"/>'

    def _fixed(self) -> str:
        """Styles without a role of their own in the theme."""
        contents = StyleName("TOC Heading", "TOCHeading", "Heading1", "Normal", 39)
        plain = ppr.paragraph_properties(
            {"numPr": ppr.numbering(0, 0), "ind": ppr.indent(), "outlineLvl": ppr.outline(None)}
        )
        chart = StyleName("Chart", "Chart", "Normal", "Source")
        line = '<w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/>'
        picture = ppr.paragraph_properties({"keepNext": ppr.KEEP_NEXT, "spacing": line})
        marks = StyleName("Marks", "Marks", "Normal", "Normal")
        dates = StyleName("Dates", "Dates", "Normal", "Normal")
        close = '<w:spacing w:before="20" w:after="40" w:line="240" w:lineRule="atLeast"/>'
        near = ppr.paragraph_properties({"keepNext": ppr.KEEP_NEXT, "spacing": close})
        wide = '<w:spacing w:before="20" w:after="80" w:line="240" w:lineRule="atLeast"/>'
        dated = ppr.paragraph_properties({"keepNext": ppr.KEEP_NEXT, "spacing": wide})
        facts = StyleName("Facts", "Facts", "Normal", "Normal")
        reference = StyleName("footnote reference", "FootnoteReference", None, None, 99, gallery=False)
        spacer = StyleName("Table Spacer", "TableSpacer", "Normal", None, 99, gallery=False)
        thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        flush = ppr.indent(self.contents_hang if self.contents_hang > CONTENTS_HANG else 0)
        return "".join(
            (
                self._style(names.TABLE_OF_FIGURES, "paragraph", f"<w:pPr>{flush}</w:pPr>"),
                self._style(contents, "paragraph", f"<w:pPr>{plain}</w:pPr>"),
                self._style(chart, "paragraph", f"<w:pPr>{picture}</w:pPr>"),
                self._style(marks, "paragraph", f"<w:pPr>{near}</w:pPr>"),
                self._style(dates, "paragraph", f"<w:pPr>{dated}</w:pPr>"),
                self._style(facts, "paragraph", ""),
                self._glossary(),
                self._style(spacer, "paragraph", f'<w:pPr>{thin}</w:pPr><w:rPr><w:sz w:val="2"/></w:rPr>'),
                self._style(_CROSS, "character", f"<w:rPr>{self._link_look}</w:rPr>"),
                self._style(_ALONE, "character", f"<w:rPr>{self._link_colour}</w:rPr>"),
                self._style(reference, "character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
                DEFAULTS,
                table_style(self.theme),
            )
        )

    def _glossary(self) -> str:
        """Short forms hang in the margin column, where there is one."""
        look, hang = self.theme.style("glossary-entry"), self.geometry.hang
        left = 0 if hang else _GLOSSARY_HANG
        parts = self._paragraph_parts(look) | {
            "tabs": ppr.tab_stop(left),
            "ind": ppr.indent(left, hang or _GLOSSARY_HANG),
        }
        properties = f"<w:pPr>{ppr.paragraph_properties(parts)}</w:pPr><w:rPr>{self.run_parts(look)}</w:rPr>"
        return self._style(StyleName("Glossary", "Glossary", "Normal"), "paragraph", properties)

    def _lists(self, list_nums: dict[tuple[bool, int], int]) -> str:
        item = self.theme.style("list-item")
        out = []
        for (ordered, depth), num in list_nums.items():
            member = ppr.numbering(num, depth)
            out.append(self._style(names.list_style(ordered, depth), "paragraph", f"<w:pPr>{member}</w:pPr>"))
        for depth in range(names.LIST_DEPTH):
            parts = self._paragraph_parts(item) | {"ind": ppr.indent(LIST_HANG * (depth + 1))}
            further = ppr.paragraph_properties(parts)
            out.append(self._style(names.list_continue(depth), "paragraph", f"<w:pPr>{further}</w:pPr>"))
        return "".join(out)


def theme_rule(style: Style, book: StyleBook) -> str:
    """The rule of the running head stands below it."""
    if not style.rule or not style.rule_width:
        return "<w:pBdr/>"
    return f"<w:pBdr>{ppr.border('bottom', book.colour(style.rule), eighths(style.rule_width), 1)}</w:pBdr>"


def _spacing(before: float, leading: float, after: float = 0) -> Spacing:
    return Spacing(twips(before), twips(after), twips(leading))
