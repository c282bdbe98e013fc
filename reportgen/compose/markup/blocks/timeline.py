"""Time lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.line import LineBuilder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.edition.moment import moment

_WHEN = "when"


def _time(value: str) -> float | None:
    return moment(value) if value else None


def timeline(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.TimeLine:
    """``<timeline>``: events, each with its date and a line of text."""
    own = b.id(element, "timeline")
    events: list[n.Event] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "event":
                events.append(_event(b, child))
            else:
                b.misplaced(child, element, "<timeline> holds <event> elements")
    scaled = bool(found.get("scale"))
    _check(b, element, events, scaled)
    return n.TimeLine(own, tuple(events), scaled)


def _event(b: Builder, element: XmlElement) -> n.Event:
    found = b.attributes(element, {"time": _time})
    own = b.id(element, "event")
    date: n.Inlines = ()
    with b.inside(own, found):
        line = LineBuilder(b)
        line.add(element.text)
        for child in element:
            if child.tag == _WHEN and not date:
                b.attributes(child, {})
                date = b.spoken(child)
                line.add(child.tail)
            else:
                line.element(child, element)
        text = line.finish()
    if not date:
        b.issue(element, "missing-element", "<event> needs a <when> with its date in words")
    if not text:
        b.issue(element, "missing-element", "<event> needs words that say what happened")
    lang = found.get("lang") or b.inherited_lang
    return n.Event(own, date, (n.Span(text, lang),) if lang and text else text, found.get("time"))


def _check(b: Builder, element: XmlElement, events: Sequence[n.Event], scaled: bool) -> None:
    """Events stand in the order of time, one way or the other; to scale they all have their time."""
    if not events:
        b.issue(element, "missing-element", "<timeline> needs at least one <event>")
    timed = [event.time for event in events if event.time is not None]
    if scaled and (len(timed) < len(events) or len(set(timed)) < 2):
        text = "a time line to scale needs the time of every event, and two that differ"
        b.issue(element, "timeline-time", text, 'give every <event> its time="2019-06", or leave out scale')
    steps = [later - earlier for earlier, later in pairwise(timed)]
    if any(step < 0 for step in steps) and any(step > 0 for step in steps):
        text = "the events of this time line are not in the order of their times"
        b.issue(element, "timeline-order", text, "sort them, for example with the filter by_date")


TIMELINE = BlockElement(timeline, {"scale": at.yes_no}, parts=("event", _WHEN))
