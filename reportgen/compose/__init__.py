"""From an edition to a Document: a layout template prints report markup, which is read into blocks."""

from reportgen.compose.markup import block_finding, identify, parse, reference_finding
from reportgen.compose.previous import PreviousEdition
from reportgen.compose.render import render
from reportgen.compose.rendered import Markup
from reportgen.compose.template import Template, load_template

__all__ = [
    "Markup",
    "PreviousEdition",
    "Template",
    "block_finding",
    "identify",
    "load_template",
    "parse",
    "reference_finding",
    "render",
]
