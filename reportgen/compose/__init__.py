"""From an edition to a Document: a layout template prints report markup, which is read into blocks."""

from reportgen.compose.markup import parse
from reportgen.compose.predecessor import Predecessor
from reportgen.compose.printed import Markup
from reportgen.compose.render import render
from reportgen.compose.template import Template, load_template

__all__ = ["Markup", "Predecessor", "Template", "load_template", "parse", "render"]
