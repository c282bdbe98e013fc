"""Key figures: tiles in rows, the number large, date and source at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.typeset.boxes import Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, stack
from reportgen.typeset.flow.text import set_fragments, set_text
from reportgen.typeset.inline.collect import Collector, base_look
from reportgen.typeset.inline.words import fragments
from reportgen.typeset.structure import Element

_SIDE, _TOP, _BOTTOM = 9.0, 8.0, 9.0
_NOTE_GAP = 10.0
_ROW_GAP = 12.0
_LEAD_PAD = 12.0
_LEAD_NOTE_GAP = 5.0


def set_key_figures(frame: Frame, block: n.KeyFigures) -> list[Strip]:
    """A strip for each row of tiles."""
    rules = frame.setting.theme.rules
    element = frame.parent.add("group", id=frame.id(block.id))
    if block.role == "lead":
        return [strip for tile in block.tiles for strip in _lead(frame, tile, element, block.id)]
    per_row = max(1, block.per_row or rules.tiles_per_row)
    left = frame.left
    width = (frame.right - left - (per_row - 1) * rules.tile_gap) / per_row
    strips: list[Strip] = []
    for start in range(0, len(block.tiles), per_row):
        tiles = []
        for index, tile in enumerate(block.tiles[start : start + per_row]):
            column = replace(frame, x=left + index * (width + rules.tile_gap), width=width, outer=None, wide=False)
            tiles.append(_parts(column, tile, element))
        strips.append(_row(frame, tiles, left, width))
    if strips:
        style = frame.setting.style("tile")
        strips[0].before, strips[-1].after = style.before, style.after + 6
        strips[0].anchors.insert(0, (block.id, 0.0))
    return strips


def _lead(frame: Frame, tile: n.Tile, parent: Element, block: str) -> Iterator[Strip]:
    """A tile across the whole width: the number as wide as a tile of the rows below, beside it what it says."""
    setting = frame.setting
    rules, style = setting.theme.rules, setting.style("tile-lead")
    element = parent.add("group", id=tile.id)
    per_row = max(2, rules.tiles_per_row)
    number = (frame.right - frame.left - (per_row - 1) * rules.tile_gap) / per_row
    start = frame.left + number + rules.tile_gap
    column = replace(frame, x=frame.left + _SIDE, width=number - _SIDE, parent=element, outer=None, wide=False)
    beside = replace(column, x=start, width=frame.right - start - _SIDE)
    value = stack(_number(replace(column, tail=" "), tile, element, "tile-lead"))
    said = _said(beside, tile, element, "tile-lead")
    height = max(value.height, said.height) + 2 * _LEAD_PAD
    row = Strip(height, before=style.before, after=style.after, baseline=_LEAD_PAD)
    row.boxes.append(Rect(frame.left, 0, frame.right - frame.left, height, fill=setting.colour(style.fill or "fill")))
    row.anchors += [(block, 0.0), (tile.id, 0.0)]
    merge(row, value, (height - value.height) / 2)
    merge(row, said, (height - said.height) / 2)
    yield row


def _said(inner: Frame, tile: n.Tile, element: Element, role: str) -> Strip:
    """Statement and note of a tile, one below the other."""
    look = inner.setting.style
    strips = set_text(inner, tile.statement, look(f"{role}-statement"), element.add("paragraph"), tile.id)
    if tile.note:
        note = set_text(inner, tile.note, look(f"{role}-note"), element.add("paragraph"), tile.id, segments=True)
        note[0].before = _LEAD_NOTE_GAP
        strips += note
    return stack(strips)


def _parts(column: Frame, tile: n.Tile, parent: Element) -> tuple[n.Tile, Strip, Strip]:
    """A tile's upper part (number and statement) and its note, inside the tile's padding."""
    setting = column.setting
    element = parent.add("group", id=tile.id)
    inner = replace(column, x=column.x + _SIDE, width=column.width - 2 * _SIDE, parent=element, tail=" ")
    upper = _number(inner, tile, element, "tile")
    statement = element.add("paragraph")
    lines = set_text(inner, tile.statement, setting.style("tile-statement"), statement, tile.id)
    note = Strip(0)
    if tile.note:
        owner = element.add("paragraph")
        note = stack(set_text(inner, tile.note, setting.style("tile-note"), owner, tile.id, segments=True))
    return tile, stack([*upper, *lines]), note


def _number(inner: Frame, tile: n.Tile, element: Element, role: str) -> list[Strip]:
    setting = inner.setting
    owner = element.add("paragraph")
    style = _whole(inner, tile, setting.style(f"{role}-value"))
    look = base_look(setting, style, owner, inner.lang)
    collector = Collector(setting, tile.id)
    collector.collect(tile.value, look)
    if tile.unit:
        unit = base_look(setting, setting.style(f"{role}-unit"), owner, inner.lang)
        collector.characters(" ", unit)
        collector.collect(tile.unit, unit)
    lines = set_fragments(inner, fragments(collector.pieces, " "), style, look, tile.id)
    if lines:
        lines[-1].after = 2
    return lines


def _whole(inner: Frame, tile: n.Tile, style: Style) -> Style:
    """The style of a number, smaller where its digits would be divided over two lines."""
    face = inner.setting.face(style)
    widest = max((face.width(word, style.size) for word in plain_text(tile.value).split(" ")), default=0.0)
    return style if widest <= inner.width else replace(style, size=style.size * inner.width / widest)


def _row(frame: Frame, tiles: list[tuple[n.Tile, Strip, Strip]], left: float, width: float) -> Strip:
    setting = frame.setting
    style = setting.style("tile")
    heights = [upper.height + (_NOTE_GAP + note.height if note.height else 0) for _, upper, note in tiles]
    height = max(heights) + style.rule_width + _TOP + _BOTTOM
    row = Strip(height, before=_ROW_GAP, stretch=4 * setting.theme.rules.gap_give, baseline=_TOP)
    for index, (tile, upper, note) in enumerate(tiles):
        x = left + index * (width + setting.theme.rules.tile_gap)
        row.boxes.append(Rect(x, 0, width, height, fill=setting.colour(style.fill or "fill")))
        if style.rule:
            row.boxes.append(Rect(x, 0, width, style.rule_width, fill=setting.colour(style.rule)))
        row.anchors.append((tile.id, 0.0))
        merge(row, upper, style.rule_width + _TOP)
        merge(row, note, height - _BOTTOM - note.height)
    return row
