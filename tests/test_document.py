"""The document room: walking, numbering, plain text."""

from reportgen.document import nodes as n
from reportgen.document.walk import BLOCK_CLASSES, INLINE_CLASSES


def test_block_and_inline_classes_are_known():
    assert n.Card in BLOCK_CLASSES
    assert n.Note in INLINE_CLASSES
