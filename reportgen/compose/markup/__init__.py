"""Report markup to Document: a table of elements, a file for each family of them."""

from reportgen.compose.markup.reader import identify, parse, reference_finding

__all__ = ["identify", "parse", "reference_finding"]
