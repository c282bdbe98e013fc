"""What the stories of a Word file mark, gathered while they are read: bookmarks, drawings, comments, bound fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reportgen.findings.difference import Difference
from reportgen.verify.word.fields import binding_flaws
from reportgen.verify.word.package import R, W

COMMENT_MARKS = ("commentReference", "commentRangeStart", "commentRangeEnd")
"""What ties a comment to the text."""

_START, _END, _NUMBER, _NAME, _CONTROL = (
    f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "id", "name", "sdt")
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_COMMENTS = {f"{W}{name}": name for name in COMMENT_MARKS}
_RELATIONS: Any = etree.XPath("//@r:*", namespaces={"r": R.strip("{}")}, smart_strings=False)


class StoryMarks:
    """The marks of all stories; `stores` are the parts that fields can be bound to."""

    def __init__(self, stores: Mapping[str, Any]) -> None:
        self._stores = stores
        self.starts: list[tuple[str | None, str]] = []
        """Number and name of each beginning of a bookmark."""
        self.ends: list[str | None] = []
        """The numbers of their ends."""
        self.drawings: list[str | None] = []
        """The numbers of drawings."""
        self.comments: dict[str, Counter[str | None]] = {name: Counter() for name in COMMENT_MARKS}
        """How often each comment is tied, by the mark and its number."""
        self.unbound: list[Difference] = []
        """Faults of bound fields."""
        self.relations: set[str] | None = None
        """The relationships that the text uses, None where there was none to look at."""

    def add(self, story: Any) -> None:
        """Look through an element, and all that is in it."""
        for element in story.iter(_START, _END, _DRAWING, _CONTROL, *_COMMENTS):
            tag = element.tag
            if tag == _START:
                self.starts.append((element.get(_NUMBER), element.get(_NAME) or ""))
            elif tag == _END:
                self.ends.append(element.get(_NUMBER))
            elif tag == _DRAWING:
                self.drawings.append(element.get("id"))
            elif tag == _CONTROL:
                self.unbound += binding_flaws(element, self._stores)
            else:
                self.comments[_COMMENTS[tag]][element.get(_NUMBER)] += 1

    def add_relations(self, root: Any) -> None:
        """Note what a part, as far as it is there, uses; the same may be looked at again."""
        self.relations = (self.relations or set()) | set(_RELATIONS(root))
