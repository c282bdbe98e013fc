"""Bars of progress."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import floor
from typing import Any

from reportgen.compose.formats import percent
from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.compose.placed import placed
from reportgen.document import nodes as n
from reportgen.document.inlines import Inlines
from reportgen.document.wording import DEFAULTS
from reportgen.numbers.notation import notation


def progress(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Progress | None:
    """``<progress>``: a value against its target; what stands inside says what is measured."""
    own = b.id(element, "progress")
    with b.inside(own, found):
        label = b.spoken(element)
    if not label:
        b.issue(element, "missing-element", "<progress> needs words that say what is measured")
    value, target = found.get("value"), found.get("target")
    if value is None or target is None:
        return None
    if value < 0 or target <= 0:
        text = f"a bar of progress goes from 0 to its target, not from {value} to {target}"
        b.issue(element, "progress-range", text, "say in a sentence what falls, or measure what has been reached")
        return None
    return n.Progress(own, label, _said(b, found, value, target), float(value), float(target))


def _said(b: Builder, found: Mapping[str, Any], value: Decimal, target: Decimal) -> Inlines:
    """Value and target in words, with the part of it that is reached: whole per cents, 100 not before it is there."""
    write = notation(b.language).write
    words = {**DEFAULTS, **b.words}["progress-bar"]
    share = percent(floor(100 * value / target), b.language)
    return placed(
        words,
        {
            "value": (n.Text(found.get("text") or write(value), found.get("path")),),
            "target": (n.Text(found.get("target-text") or write(target), found.get("target-path")),),
            "share": (n.Text(share),),
        },
    )


PROGRESS = BlockElement(
    progress,
    {
        "value": at.number,
        "text": at.text,
        "path": at.optional,
        "target": at.number,
        "target-text": at.text,
        "target-path": at.optional,
    },
    ("value", "target"),
)
