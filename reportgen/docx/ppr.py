"""Properties of paragraphs and runs, written in the order that the schema demands (ECMA-376 part 1, 17.3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

PARAGRAPH_ORDER: Final = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
    "sectPr",
)
_RANK: Final = {name: rank for rank, name in enumerate(PARAGRAPH_ORDER)}

KEEP_NEXT: Final = "<w:keepNext/>"
KEEP_LINES: Final = "<w:keepLines/>"
NO_LINE_NUMBERS: Final = "<w:suppressLineNumbers/>"
LOOSE: Final = '<w:keepNext w:val="0"/>'
PAGE_BREAK: Final = "<w:pageBreakBefore/>"


class Spacing(NamedTuple):
    """The room around a paragraph and the height of its lines, in twips (17.3.1.33); what is None is not said."""

    before: int | None = None
    after: int | None = None
    line: int | None = None
    rule: Literal["atLeast", "exact"] = "atLeast"

    def xml(self) -> str:
        """The element."""
        before = "" if self.before is None else f' w:before="{self.before}"'
        after = "" if self.after is None else f' w:after="{self.after}"'
        line = "" if self.line is None else f' w:line="{self.line}" w:lineRule="{self.rule}"'
        return f"<w:spacing{before}{after}{line}/>"


Properties: TypeAlias = dict[str, str | Spacing]
"""Properties of a paragraph by their local names: finished elements, or what can still change."""


def paragraph_properties(parts: Mapping[str, str | Spacing]) -> str:
    """The content of w:pPr: `parts` are elements by their local name."""
    return _in_order(tuple(parts.items()))


@lru_cache(maxsize=512)
def _in_order(parts: tuple[tuple[str, str | Spacing], ...]) -> str:
    ranked = sorted(parts, key=lambda part: _RANK[part[0]])
    return "".join([part if isinstance(part, str) else part.xml() for _, part in ranked])


def numbering(num: int, level: int) -> str:
    """Membership in a list (17.3.1.19); `num` 0 takes a paragraph out of the list of its style."""
    inner = f'<w:ilvl w:val="{level}"/>' if num else ""
    return f'<w:numPr>{inner}<w:numId w:val="{num}"/></w:numPr>'


def outline(level: int | None) -> str:
    """The place in the outline, by the level of a heading from 1 (17.3.1.20); None for none."""
    return f'<w:outlineLvl w:val="{9 if level is None else level - 1}"/>'


def indent(left: int = 0, hanging: int = 0, right: int = 0) -> str:
    """Indents in twips (17.3.1.12)."""
    end = f' w:right="{right}"' if right else ""
    first = f'w:hanging="{hanging}"' if hanging > 0 else 'w:firstLine="0"'
    return f'<w:ind w:left="{left}"{end} {first}/>'


def tab_stop(place: int) -> str:
    """A tabulator at a place in twips (17.3.1.38)."""
    return f'<w:tabs><w:tab w:val="left" w:pos="{place}"/></w:tabs>'


def border(side: str, colour: str, width: int, space: int) -> str:
    """One border of a paragraph or table: `width` in eighths of a point, `space` in points, at most 31."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{min(31, space)}" w:color="{colour}"/>'


def shading(fill: str) -> str:
    """A plain background (17.3.5)."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


class RunFormat(NamedTuple):
    """What a run differs in from its paragraph."""

    style: str | None = None
    bold: bool | None = None
    italic: bool = False
    lang: str | None = None
    script: Literal["subscript", "superscript"] | None = None


@lru_cache(maxsize=512)
def run_properties(
    style: str | None, bold: bool | None, italic: bool, lang: str | None, script: str | None = None
) -> str:
    """w:rPr, or nothing where there is nothing to say."""
    inner = f'<w:rStyle w:val="{style}"/>' if style else ""
    if bold is not None:
        inner += "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    if italic:
        inner += "<w:i/><w:iCs/>"
    if script:
        inner += f'<w:vertAlign w:val="{script}"/>'
    if lang:
        inner += f'<w:lang w:val="{lang}"/>'
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""
