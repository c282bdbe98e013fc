"""Charts as DrawingML (ECMA-376 part 1, 21.2): native, editable, with direct labels."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.docx.chartdata import Column, Sheet
from reportgen.docx.chartnumbers import fixed_places, number_format
from reportgen.docx.language import Locale
from reportgen.docx.measure import BOLD, width
from reportgen.docx.workbook import column_name, number
from reportgen.ooxml.xml import HEADER, A, C, R
from reportgen.text.xml import escape

_CATEGORY_AXIS, _VALUE_AXIS = 1001, 1002
"""Axis ids must be unsigned (ST_UnsignedInt); they name axes within one chart only."""
_GENERAL: Final = "General"
WHOLE: Final = ' wrap="none"'
"""Of a text body: a number is never divided, however narrow its bar."""


class ChartLook(Struct, frozen=True):
    """Type and colours of a chart; sizes in hundredths of a point, colours as ST_HexColor."""

    font: str
    size: int
    ink: str
    muted: str
    rule: str
    paper: str
    series: tuple[str, ...]
    total: str
    rest: str
    patterns: tuple[int, ...] = ()
    """That of each series, 0 for none."""
    parts: tuple[str, ...] = ()
    """Colours of the parts of a ring."""


class _Plot(Struct, frozen=True):
    """A native chart that is being written; `width` is that of its frame, in twips."""

    chart: n.Chart
    sheet: Sheet
    look: ChartLook
    language: Locale
    width: int


def chart_xml(chart: n.Chart, sheet: Sheet, look: ChartLook, language: Locale, width: int) -> bytes:
    """The chart part, for a workbook that is its first relationship; `width` is that of the drawing, in twips."""
    plot = _PLOTS[chart.kind](_Plot(chart, sheet, look, language, width))
    blanks = "span" if sheet.spaced and chart.kind in ("lines", "area") else "gap"
    named = len(chart.series) > 1 or chart.kind == "ring" or chart.target is not None
    legend = _legend(chart, sheet, look) if named else ""
    xml = (
        f'{HEADER}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        f'<c:lang val="{language.tag}"/><c:roundedCorners val="0"/><c:chart>{_title(chart.axis.title, look)}'
        f'<c:autoTitleDeleted val="{int(not chart.axis.title)}"/><c:plotArea>'
        f"<c:layout/>{plot}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="'
        f'{blanks}"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(look, look.ink)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return xml.encode()


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _type(look: ChartLook, colour: str, *, bold: bool = False, wrap: bool = True, turned: bool = False) -> str:
    face = f'<a:latin typeface="{escape(look.font)}"/>'
    whole = "" if wrap else WHOLE
    turn = ' rot="-5400000" vert="horz"' if turned else ""
    return (
        f'<c:txPr><a:bodyPr{turn}{whole}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{look.size}" b="{int(bold)}">'
        f'{_fill(colour)}{face}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _legend(chart: n.Chart, sheet: Sheet, look: ChartLook) -> str:
    """The names of the series, that of a line in parts once, and what a target says; of one series only that."""
    left_out = [i for i, (one, other) in enumerate(pairwise(sheet.columns), 1) if one.series == other.series]
    if len(chart.series) == 1 and chart.kind != "ring":
        left_out = [*range(len(sheet.columns))]
    again = "".join(f'<c:legendEntry><c:idx val="{i}"/><c:delete val="1"/></c:legendEntry>' for i in left_out)
    side = "r" if chart.kind == "ring" else "b"
    text = _type(look, look.ink)
    return f'<c:legend><c:legendPos val="{side}"/>{again}<c:overlay val="0"/>{text}</c:legend>'


def _title(words: str, look: ChartLook) -> str:
    """What the values count, above their axis: level, as text is read, so it is no title of the axis to Word."""
    if not words:
        return ""
    place = "".join(f'<c:{side}Mode val="edge"/>' for side in "xy") + '<c:x val="0"/><c:y val="0"/>'
    face = f'<a:latin typeface="{escape(look.font)}"/>'
    properties = f'sz="{look.size}" b="0"'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{WHOLE}/><a:lstStyle/><a:p><a:pPr><a:defRPr {properties}>"
        f"{_fill(look.ink)}{face}</a:defRPr></a:pPr><a:r><a:rPr {properties}>{_fill(look.ink)}{face}</a:rPr>"
        f"<a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx><c:layout><c:manualLayout>{place}</c:manualLayout>"
        '</c:layout><c:overlay val="0"/></c:title>'
    )


# ------------------------------------------------------------------------------------------------------------ series


def _cells(sheet: str, column: int, first: int, last: int) -> str:
    letters = column_name(column)
    return escape(f"'{sheet}'!${letters}${first}" + (f":${letters}${last}" if last > first else ""))


def _name(column: Column, index: int, language: Locale) -> str:
    place = _cells(language.sheet, index + 1, 1, 1)
    return (
        f'<c:tx><c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(column.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _data(column: Column, index: int, plot: _Plot) -> str:
    labels, language = plot.sheet.labels, plot.language
    count, last = len(labels), len(labels) + 1
    places = fixed_places(column.points.values(), language.notation)
    code = _GENERAL if places is None else f"0.{'0' * places}"
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(label)}</c:v></c:pt>' for i, label in enumerate(labels) if label)
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{number(point.value or 0)}</c:v></c:pt>' for i, point in column.points.items()
    )
    return (
        f'<c:cat><c:strRef><c:f>{_cells(language.sheet, 0, 2, last)}</c:f><c:strCache><c:ptCount val="{count}"/>'
        f"{names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{_cells(language.sheet, index + 1, 2, last)}"
        f'</c:f><c:numCache><c:formatCode>{code}</c:formatCode><c:ptCount val="{count}"/>{values}</c:numCache>'
        "</c:numRef></c:val>"
    )


_SHOW, _HIDE = (
    f'<c:showLegendKey val="0"/><c:showVal val="{shown}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    for shown in (1, 0)
)


def _labels(column: Column, plot: _Plot, position: str | None, colour: str) -> str:
    """Direct labels; a point whose text is not the plain number has a format of its own, and one that does not stand
    where programs put it has a place of its own."""
    look, notation = plot.look, plot.language.notation
    formats = {i: number_format(point.said, point.value or 0, notation) for i, point in column.points.items()}
    common = max(sorted(set(formats.values())), key=[*formats.values()].count) if formats else _GENERAL
    shape = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    text = _type(look, colour, bold=True, wrap=False)
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    moved = _moved(column, plot) if plot.chart.kind == "area" and not plot.sheet.spaced else {}
    own = "".join(
        f'<c:dLbl><c:idx val="{i}"/>{moved.get(i, "")}<c:numFmt formatCode="{escape(code)}" '
        f'sourceLinked="0"/>{shape}{text}{place}{_SHOW}</c:dLbl>'
        for i, code in formats.items()
        if code != common or i in moved
    )
    return (
        f'<c:dLbls>{own}<c:numFmt formatCode="{escape(common)}" sourceLinked="0"/>{shape}{text}{place}{_SHOW}</c:dLbls>'
    )


def _moved(column: Column, plot: _Plot) -> dict[int, str]:
    """Labels of the first and the last point of an area begin and end at its edges, on its colour."""
    points, first = column.points, min(column.points, default=0)
    found = {}
    for i, side in ((first, 1), (max(points, default=0), -1)):
        if i in points and len(points) > 1:
            half = width(points[i].said, plot.look.size / 100) * BOLD / 2 + _EDGE
            place = f'<c:x val="{side * half * 20 / plot.width:.4f}"/><c:y val="0"/>'
            found[i] = f"<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>"
    return found


_EDGE: Final = 2.0
"""Points between the edge of an area and the label on it."""


def _points(column: Column, look: ChartLook) -> str:
    colours = {"total": look.total, "rest": look.rest}
    return "".join(
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_fill(colours[point.emphasis])}</c:spPr></c:dPt>"
        for i, point in column.points.items()
        if point.emphasis
    )


# ------------------------------------------------------------------------------------------------------------- plots


def dark(colour: str) -> bool:
    """Whether white stands better on a colour than black."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


def _bars(plot: _Plot) -> str:
    look, kind = plot.look, plot.chart.kind
    across, stacked = kind in ("bars", "stacked-bars"), kind in ("stacked-bars", "stacked-columns")
    all_series = ""
    for i, column in enumerate(plot.sheet.columns):
        colour = look.series[column.series % len(look.series)]
        ink = (look.paper if dark(colour) else look.ink) if stacked else look.ink
        all_series += (
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_name(column, i, plot.language)}'
            f'<c:spPr>{_pattern(plot, column.series)}</c:spPr><c:invertIfNegative val="0"/>{_points(column, look)}'
            f"{_labels(column, plot, 'ctr' if stacked else 'outEnd', ink)}{_data(column, i, plot)}</c:ser>"
        )
    overlap = '<c:overlap val="100"/>' if stacked else ""
    grouping = "stacked" if stacked else "clustered"
    return (
        f'<c:barChart><c:barDir val="{"bar" if across else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{all_series}<c:gapWidth val="35"/>{overlap}{_AXES}</c:barChart>'
        f"{_target(plot)}{_axes(plot, across)}"
    )


def _lines(plot: _Plot) -> str:
    look, all_series = plot.look, ""
    for i, column in enumerate(plot.sheet.columns):
        colour = look.series[column.series % len(look.series)]
        stroke = f'<a:ln w="22225" cap="rnd">{_fill(colour)}<a:round/></a:ln>'
        all_series += (
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_name(column, i, plot.language)}<c:spPr>{stroke}</c:spPr>'
            f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{_fill(colour)}</c:spPr></c:marker>'
            f"{_labels(column, plot, 't', look.ink)}{_data(column, i, plot)}"
            '<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{all_series}<c:marker val="1"/>{_AXES}'
        f"</c:lineChart>{_target(plot)}{_axes(plot, False)}"
    )


def _areas(plot: _Plot) -> str:
    """Areas upon each other. Word places their numbers itself: it knows no other place (part 1, 21.2.2.48). Where rows
    keep points apart they would fall to zero between them, so each is a line."""
    if plot.sheet.spaced:
        return _lines(plot)
    look, all_series = plot.look, ""
    for i, column in enumerate(plot.sheet.columns):
        colour = look.series[column.series % len(look.series)]
        ink = look.paper if dark(colour) else look.ink
        all_series += (
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_name(column, i, plot.language)}'
            f"<c:spPr>{_pattern(plot, column.series)}</c:spPr>{_labels(column, plot, None, ink)}"
            f"{_data(column, i, plot)}</c:ser>"
        )
    return (
        f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{all_series}{_AXES}</c:areaChart>'
        f"{_target(plot)}{_axes(plot, False)}"
    )


def _ring(plot: _Plot) -> str:
    """Parts of a whole in a ring, each in a colour of its own; their names and numbers in the legend."""
    look, (column, *_) = plot.look, plot.sheet.columns
    points = "".join(
        f'<c:dPt><c:idx val="{i}"/><c:bubble3D val="0"/><c:spPr>{_fill(look.parts[i % len(look.parts)])}'
        f'<a:ln w="12700">{_fill(look.paper)}</a:ln></c:spPr></c:dPt>'
        for i in column.points
    )
    return (
        '<c:doughnutChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f"{_name(column, 0, plot.language)}{points}{_data(column, 0, plot)}</c:ser>"
        '<c:firstSliceAng val="0"/><c:holeSize val="56"/></c:doughnutChart>'
    )


def _target(plot: _Plot) -> str:
    """A dashed line through all places, whose words stand in the legend: at its end they would stand upon the numbers
    of the last place. It is a series of its own in the workbook."""
    target, look, language = plot.chart.target, plot.look, plot.language
    if target is None:
        return ""
    index, last = len(plot.sheet.columns), len(plot.sheet.labels) - 1
    point = n.Point("", target.value, target.text)
    column = Column(target.said, index, dict.fromkeys(range(last + 1), point))
    labels = f"<c:dLbls>{_HIDE}</c:dLbls>"
    stroke = f'<a:ln w="12700">{_fill(look.ink)}<a:prstDash val="dash"/></a:ln>'
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser><c:idx val="{index}"/>'
        f'<c:order val="{index}"/>{_name(column, index, language)}<c:spPr>{stroke}</c:spPr>'
        f'<c:marker><c:symbol val="none"/></c:marker>{labels}{_data(column, index, plot)}<c:smooth val="0"/></c:ser>'
        f'<c:marker val="1"/>{_AXES}</c:lineChart>'
    )


_PRESETS: Final = ("", "wdDnDiag", "wdUpDiag", "diagCross")
"""Hatchings of Word (ST_PresetPatternVal) that look like ours."""


def _pattern(plot: _Plot, series: int) -> str:
    """The colour of a series, hatched where it has a pattern."""
    look = plot.look
    colour, pattern = look.series[series % len(look.series)], look.patterns[series] if look.patterns else 0
    if not pattern:
        return _fill(colour)
    line = look.paper if dark(colour) else look.ink
    return (
        f'<a:pattFill prst="{_PRESETS[pattern]}"><a:fgClr><a:srgbClr val="{line}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{colour}"/></a:bgClr></a:pattFill>'
    )


_PLOTS: Final = {
    "bars": _bars,
    "stacked-bars": _bars,
    "columns": _bars,
    "stacked-columns": _bars,
    "lines": _lines,
    "area": _areas,
    "ring": _ring,
    "small-multiples": _bars,
}
_AXES: Final = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


def _axes(plot: _Plot, across: bool) -> str:
    """Names on the one axis, no line and no numbers on the other: the labels stand at the bars. An axis that begins
    above zero says where."""
    look, axis = plot.look, plot.chart.axis
    turned, side, other = ("maxMin", "l", "b") if across else ("minMax", "b", "l")
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    line = f'<c:spPr><a:ln w="6350">{_fill(look.rule)}</a:ln></c:spPr>'
    spaced = plot.sheet.spaced
    every = '<c:tickLblSkip val="1"/>' if spaced else ""
    between = '<c:crossBetween val="between"/>' if plot.chart.kind == "area" else ""
    least = f'<c:min val="{number(axis.minimum)}"/>' if axis.minimum else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{turned}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}'
        f'<c:tickLblPos val="low"/>{line}{_type(look, look.ink, turned=spaced and _narrow(plot))}'
        f'<c:crossAx val="{_VALUE_AXIS}"/>'
        f'<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{every}'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="{int(not axis.minimum)}"/><c:axPos val="{other}"/>'
        f'<c:numFmt formatCode="{"#,##0.##########" if axis.minimum else _GENERAL}" sourceLinked="0"/>{ticks}'
        f'<c:tickLblPos val="nextTo"/>{f"{_NO_LINE}{_type(look, look.ink)}" if axis.minimum else ""}'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/>{between}</c:valAx>'
    )


_NO_LINE: Final = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"


def _narrow(plot: _Plot) -> bool:
    """Whether labels are wider than their places, so that programs would divide them."""
    widest = max(width(label, plot.look.size // 5) for label in plot.sheet.labels)
    return widest > plot.width / len(plot.sheet.labels)
