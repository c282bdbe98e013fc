"""What is different between two editions, or two versions of one: Edition × Edition → Comparison. Pure."""

from reportgen.comparison.changes import Comparison
from reportgen.comparison.compare import compare, excerpted

__all__ = ["Comparison", "compare", "excerpted"]
