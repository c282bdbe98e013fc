"""Report markup to Document: a table of elements, a file for each family of them."""

from reportgen.compose.markup.reader import block_finding, identify, parse, reference_finding

__all__ = ["block_finding", "identify", "parse", "reference_finding"]
