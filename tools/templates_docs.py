"""What docs/templates.md shows of the code: the table of the theme's defaults, and a picture of each element.

python tools/templates_docs.py            writes the table into the page and the pictures beside it
python tools/templates_docs.py callout    the table, and the pictures of these elements alone
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageChops

from reportgen.compose import Markup, parse
from reportgen.compose.theme import read_theme
from reportgen.document.numbering import number
from reportgen.document.theme import COLOURS, STYLES, Style, Theme
from reportgen.document.wording import DEFAULTS
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "templates.md"
PICTURES = ROOT / "docs" / "pictures" / "elements"
BEGIN, END = "<!-- defaults -->\n", "<!-- end of defaults -->\n"

_SCALE = 1.3
"""Pixels a point."""
_MARGIN = 10
_COLOURS = 24
"""Colours of a picture; its file is a few kilobytes."""

_SERIES = (
    '<series><point label="Berlin" value="86"/>'
    '<point label="Munich" value="46"/><point label="elsewhere" value="82" emphasis="rest"/></series>'
)
_PARTS = (
    '<series><point label="Berlin" value="86"/><point label="Munich" value="46"/>'
    '<point label="elsewhere" value="82"/></series>'
)
_CARD = (
    '<card id="trees"><h1>Street trees</h1><margin><marks><mark>PRK</mark><mark>DOT</mark></marks>'
    "<dl><dt>Begun</dt><dd>June 2019</dd></dl></margin><p>Trees are planted in every district, most of them in streets"
    " that had none.</p><facts><fact><fact-value>1,200</fact-value><fact-label>trees</fact-label></fact></facts></card>"
)
_TILE = "<tile><tile-value>{}</tile-value><tile-unit>{}</tile-unit><statement>{}</statement></tile>"

ELEMENTS: dict[str, str] = {
    "cover": "",
    "toc": '<toc id="toc"/>',
    "index": '<index id="i"><index-group id="g"><index-term>PRK – Parks and Water</index-term>'
    '<index-entry to="first">Street trees</index-entry><index-entry to="second">Rain gardens</index-entry>'
    "</index-group></index>",
    "headings": '<h1 number="2">Streets and parks</h1><h2 number="2.1">Streets</h2><h3>Trees</h3><h4>Planted</h4>',
    "p": '<p role="lead">A lead, which says what the chapter is about.</p><p>A paragraph: text that is divided where'
    ' its line ends, with <strong>importance</strong>, <em>stress</em>, <a href="https://www.example.org">a link</a>,'
    ' H<sub>2</sub>O, m<sup>2</sup>, <code>code</code>.</p><p role="small">Small print.</p>',
    "lists": "<ul><li>a list</li><li>of <ul><li>several levels</li></ul></li></ul>"
    "<ol><li>and</li><li>numbers</li></ol>",
    "callout": "<callout><p>What readers should not miss.</p></callout>"
    '<callout kind="warning"><p>What they should beware of.</p></callout>',
    "blockquote": "<blockquote><p>Words of somebody else.</p></blockquote>",
    "pre": "<pre>lines\n  as typed</pre>",
    "h": '<h depth="1">A small heading</h><p>and the text below it.</p>',
    "card": _CARD,
    "key-figures": "<key-figures>"
    + _TILE.format("1,200", "trees", "planted so far")
    + _TILE.format("41 %", "", "less carbon dioxide than in 2010")
    + _TILE.format("12", "km", "of new bus lanes")
    + "</key-figures>",
    "chart-bars": f'<chart kind="bars"><chart-title>Most start-ups are in two cities</chart-title>'
    f"<chart-subtitle>start-ups, June 2019; all: 214</chart-subtitle>{_SERIES}</chart>",
    "chart-columns": '<chart kind="columns"><chart-title>More every year</chart-title><series><point label="2017"'
    ' value="60"/><point label="2018" value="132"/><point label="2019" value="214"/></series></chart>',
    "chart-stacked": '<chart kind="stacked-columns"><chart-title>Students</chart-title><series name="Bachelor"><point'
    ' label="2018" time="2018" value="410"/><point label="2020" time="2020" value="440"/><point label="2024"'
    ' time="2024" value="520"/></series><series name="Master"><point label="2018" time="2018" value="210"/>'
    '<point label="2020" time="2020" value="240"/><point label="2024" time="2024" value="260" note="with guests"/>'
    '</series><target label="Target 2030" value="850"/></chart>',
    "chart-area": '<chart kind="area"><chart-title>Less of everything</chart-title><series name="heat"><point'
    ' label="2018" value="132"/><point label="2019" value="120"/><point label="2020" value="110"/></series>'
    '<series name="traffic"><point label="2018" value="70"/><point label="2019" value="72"/>'
    '<point label="2020" value="60"/></series></chart>',
    "chart-ring": f'<chart kind="ring"><chart-title>Most start-ups are in two cities</chart-title>{_PARTS}</chart>',
    "chart-lines": '<chart kind="lines"><chart-title>Trees and benches</chart-title><series name="trees"><point'
    ' label="2017" value="60"/><point label="2018" value="132"/><point label="2019" value="214"/></series><series'
    ' name="benches"><point label="2017" value="20"/><point label="2018" value="44"/><point label="2019" value="90"/>'
    "</series></chart>",
    "table": '<table><caption>Trees by district</caption><colgroup><col width="3"/><col width="1" align="decimal"/>'
    "</colgroup><thead><tr><th>District</th><th>Trees</th></tr></thead><tbody><tr><td>North</td><td>310.5</td></tr>"
    '<tr><td>South</td><td>89</td></tr><tr role="total"><th>Town</th><td>399.5</td></tr></tbody></table>',
    "qr": '<qr href="https://www.example.org" width="25"/>',
    "figure": '<figure><img src="pages.png" alt="Two pages" width="90"/><figcaption>Two pages of a report'
    "</figcaption><credit>Picture: City of Example</credit></figure>",
    "beside": '<beside side="left"><figure><img src="pages.png" alt="Two pages" width="60"/></figure><p>Text beside a'
    " picture begins level with its top, and says what there is to see. It goes on below it only with the next block."
    "</p></beside>",
    "notes": "<p>A sentence with a note.<note>It stands at the foot of the page.</note></p>",
}
"""Name of a picture -> the markup that it shows."""

_COVER = (
    '<cover id="cover"><sender><p>City of Example</p></sender><band><bar weight="4" height="1"/><bar weight="2"'
    ' height="0.5"/><bar weight="3" height="0.75"/></band><kicker>Progress report</kicker><title>Climate plan</title>'
    "<subtitle>What has become of it</subtitle><year>2026</year><band-caption>A bar for each sector</band-caption>"
    "</cover>"
)
_CHAPTERS = (
    '<section id="first" page="new"><h1 number="1">Streets</h1><h2 number="1.1">Trees</h2><p>x</p></section>'
    '<section id="second" page="new"><h1 number="2">Parks</h1><h2 number="2.1">Gardens</h2><p>x</p></section>'
)


def defaults() -> str:
    """The tables of colours and styles, in Markdown."""
    return "\n".join([*_colours(), "", *_styles(), ""])


def _colours() -> Iterator[str]:
    yield "| colour | default |"
    yield "|---|---|"
    yield from (f"| `{name}` | {value} |" for name, value in COLOURS.items())


def _styles() -> Iterator[str]:
    yield "| style | size/leading | face | colour | before/after | more |"
    yield "|---|---|---|---|---|---|"
    for role, style in STYLES.items():
        space = f"{style.before:g}/{style.after:g}" if style.before or style.after else ""
        cells = (f"`{role}`", f"{style.size:g}/{style.leading:g}", style.face, style.colour, space, _more(style))
        yield f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def _more(style: Style) -> str:
    plain = Style()
    found = [f"align: {style.align}"] if style.align != plain.align else []
    found += [f"family: {style.family}"] if style.family != plain.family else []
    found += ["hyphenate"] if style.hyphenate else []
    found += [f"fill: {style.fill}"] if style.fill else []
    found += [f"rule: {style.rule}, {style.rule_width:g}"] if style.rule else []
    return "; ".join(found)


def _theme() -> Theme:
    theme, findings = read_theme(None, ROOT)
    if theme is None:
        raise SystemExit("\n".join(each.text for each in findings))
    return replace(theme, rules=replace(theme.rules, sender_placeholder=False))


def picture(name: str, theme: Theme) -> Image.Image:
    """The element as a page of the default theme shows it, without the white around it."""
    shown = f'<section id="shown" page="new">{ELEMENTS[name]}</section>'
    front = name in ("cover", "toc", "index")
    body = _COVER if name == "cover" else shown + (_CHAPTERS if front else "")
    text = f'<report title="Report" lang="en">{body}</report>'
    if name == "notes":  # its foot is near
        theme = replace(theme, page=replace(theme.page, height=100))
    document = number(parse(Markup(text, words=DEFAULTS, folders=(ROOT / "docs" / "pictures",))))
    pdf = pypdfium2.PdfDocument(write_pdf(typeset(document, theme, FontBook(theme.fonts)), document.meta, theme))
    page = pdf[0].render(scale=_SCALE / 2 if name == "cover" else _SCALE).to_pil().convert("RGB")
    return page if name == "cover" else _cropped(page, theme)


def _cropped(page: Image.Image, theme: Theme) -> Image.Image:
    """The part of the page with something on it, its running lines left out."""
    high = page.height / theme.page.height
    page = page.crop((0, round(22 * high), page.width, round((theme.page.height - 18) * high)))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    if box is None:
        raise SystemExit("the page is empty")
    left, top, right, bottom = box
    return page.crop((max(left - _MARGIN, 0), max(top - _MARGIN, 0), right + _MARGIN, bottom + _MARGIN))


def write(names: list[str]) -> None:
    """Write the table into the page, and the pictures of the elements."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}{defaults()}{END}{after}", encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    theme = _theme()
    for name in names:
        image = picture(name, theme).quantize(_COLOURS, dither=Image.Dither.NONE)
        image.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    write(sys.argv[1:] or list(ELEMENTS))
