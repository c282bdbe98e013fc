"""Facts: numbers and what they count, in a line."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.typeset.boxes import Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip
from reportgen.typeset.flow.text import baseline, set_fragments
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import Collector, base_look
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Fragment, fragments

_FACT_GAP = 15.0


def set_facts(frame: Frame, block: n.Facts) -> list[Strip]:
    """Facts one beside the other: number and what it counts, wrapped between facts first. Each is an item of a list."""
    setting = frame.setting
    element = frame.parent.add("list", id=frame.id(block.id))
    value_style, label_style = setting.style("fact-value"), setting.style("fact-label")
    base = baseline(value_style, setting.face(value_style))
    strips: list[Strip] = []
    x = frame.x
    for fact in block.facts:
        body = element.add("item").add("item-body")
        look = base_look(setting, value_style, body, frame.lang)
        found = _fact(frame, block, fact, look, base_look(setting, label_style, body, frame.lang))
        width = inline.width_of(found)
        if width > frame.width:
            strips += set_fragments(frame, found, value_style, look, block.id)
            x = frame.right
            continue
        if not strips or x + width > frame.right + 0.01:
            strips.append(Strip(value_style.leading, baseline=base))
            x = frame.x
        line = inline.set_lines(found, frame.width + 1).lines[0]
        strips[-1].boxes.append(Line(x, base, line.runs))
        x += width + _FACT_GAP
    return _closed(strips, frame, block.id, value_style)


def _fact(frame: Frame, block: n.Facts, fact: n.Fact, value: Look, label: Look) -> list[Fragment]:
    collector = Collector(frame.setting, block.id)
    collector.collect(fact.value, value)
    collector.characters(" ", label)
    collector.collect(fact.label, label)
    return fragments(collector.pieces, " ")


def _closed(strips: list[Strip], frame: Frame, block: str, style: Style) -> list[Strip]:
    if strips:
        strips[0].before = max(style.before, 2.0)
        strips[0].penalty = NEVER
        strips[-1].after = 4.0
        if frame.ids:
            strips[0].anchors.append((block, 0.0))
    return strips
