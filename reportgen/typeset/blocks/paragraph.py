"""Paragraphs."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, hold
from reportgen.typeset.flow.text import set_text

_INTRODUCES = ("lead", "standing")
"""The role of paragraphs that introduce what follows and stay with it."""


def set_paragraph(frame: Frame, block: n.Paragraph) -> list[Strip]:
    """A paragraph in the style of its role."""
    setting = frame.setting
    role = frame.role if frame.role and block.role == "body" else block.role
    owner = frame.parent.add("paragraph", id=frame.id(block.id), lang=block.lang)
    column = frame
    if block.lang or frame.start != frame.x:
        column = replace(frame, x=frame.start, lang=block.lang or frame.lang)
    strips = set_text(column, block.children, setting.style(role), owner, block.id, segments=role == "source")
    if strips and frame.ids:
        strips[0].anchors.append((block.id, 0.0))
    if strips and role in _INTRODUCES:
        hold(strips)[-1].keep_next = True
    return strips
