"""Charts with title, measure and source as text around them."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.chart import part_colours, patterns
from reportgen.docx.blocks.captions import title
from reportgen.docx.blocks.heights import drawing_height
from reportgen.docx.chartdata import sheet_of
from reportgen.docx.chartnumbers import fixed_places
from reportgen.docx.chartpicture import chart_picture
from reportgen.docx.chartxml import ChartLook, chart_xml
from reportgen.docx.context import Writer
from reportgen.docx.drawing import alternatives, document_properties, inline, picture, run_of
from reportgen.docx.place import Place
from reportgen.docx.ppr import KEEP_NEXT
from reportgen.docx.stylenames import word_font
from reportgen.docx.workbook import workbook
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import EMU_TWIP, WPS, C, R, emu

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(w: Writer, block: n.Chart, place: Place) -> None:
    """Title and measure, the drawing, its source: kept together, also as the last block of a card, which lets go."""
    look = _look(w, len(block.series))
    relation = _parts(w, block, look)
    _around(
        w,
        block,
        place,
        f'<a:graphic><a:graphicData uri="{C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>',
        look,
    )


def blank(w: Writer, block: n.Chart, place: Place) -> None:
    """The same with an empty rectangle for the drawing: laying out charts takes longer than all the rest."""
    extent = f'<a:ext cx="{w.page.text * EMU_TWIP}" cy="{emu(drawing_height(block))}"/>'
    shape = f'<a:xfrm><a:off x="0" y="0"/>{extent}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    box = f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{shape}</wps:spPr><wps:bodyPr/></wps:wsp>"
    _around(w, block, place, f'<a:graphic><a:graphicData uri="{WPS}">{box}</a:graphicData></a:graphic>')


def _around(w: Writer, block: n.Chart, place: Place, graphic: str, look: ChartLook | None = None) -> None:
    together = place.boxed({"keepNext": KEEP_NEXT}) if "keepNext" in place.box else place
    if block.title is not None:
        title(w, together, block.label, block.title)
    if block.subtitle is not None:
        w.blocks(together, (block.subtitle,))
    size = w.page.text * EMU_TWIP, emu(drawing_height(block))
    number = w.package.drawing_id()
    properties = document_properties(number, f"{w.locale.sheet} {number}", block.alt)
    drawing = inline(*size, properties, graphic, "<wp:cNvGraphicFramePr/>")
    last = together if block.source is not None else place
    with w.block(place, block.id):
        content = alternatives(drawing, _picture(w, block, look, size)) if look else run_of(drawing)
        w.paragraph(last, "Chart", content)
    if block.source is not None:
        w.blocks(place, (block.source,))


def _picture(w: Writer, block: n.Chart, look: ChartLook, size: tuple[int, int]) -> str:
    """The chart for programs that show none, with the same text alternative."""
    name = f"/word/media/chart{w.package.number('chart picture')}.emf"
    wide, tall = size
    drawn = chart_picture(block, look, (wide // EMU_TWIP, tall // EMU_TWIP))
    number, relation = w.package.drawing_id(), w.package.shown("image", ExtraPart(name, "image/x-emf", drawn))
    return picture(number, f"{w.locale.sheet} {number}", relation, size, block.alt)


def _parts(w: Writer, block: n.Chart, look: ChartLook) -> str:
    """The chart's part and its workbook's; the id of the relationship to it."""
    order = w.package.number("chart")
    sheet = sheet_of(block)
    series = [
        (one.name, [one.points[row].value if row in one.points else None for row in range(len(sheet.labels))])
        for one in sheet.columns
    ]
    places = [fixed_places(one.points.values(), w.locale.notation) for one in sheet.columns]
    if block.target is not None:
        series.append((block.target.said, [block.target.value] * len(sheet.labels)))
        places.append(None)
    book, name = f"/word/embeddings/chart{order}.xlsx", f"/word/charts/chart{order}.xml"
    w.package.add(ExtraPart(book, _WORKBOOK, workbook(w.locale.sheet, look.font, sheet.labels, series, tuple(places))))
    link = (("rId1", f"{R}/package", book),)
    part = ExtraPart(name, _CHART, chart_xml(block, sheet, look, w.locale, w.page.text), link)
    return w.package.shown("chart", part)


def _look(w: Writer, count: int) -> ChartLook:
    label, colour = w.theme.style("chart-label"), w.styles.colour
    return ChartLook(
        font=word_font(w.theme, label.family),
        size=round(label.size * 100),
        ink=colour("ink"),
        muted=colour("muted"),
        rule=colour("rule"),
        paper=colour("paper"),
        series=tuple(colour(name) for name in w.theme.series),
        total=colour("primary-deep"),
        rest=colour("rule-pale"),
        parts=tuple(map(colour, part_colours(w.theme.series, w.theme.colours))),
        patterns=patterns(
            [w.theme.colour(name) for name in w.theme.series], count, everywhere=w.theme.rules.chart_patterns
        ),
    )
