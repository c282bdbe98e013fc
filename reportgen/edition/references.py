"""References in rich text: figures, institutions and links to blocks. The grammar, in one place.

``{startups}``, ``{startups.value}``, ``.unit``, ``.previous``, ``.target`` are a figure, ``{measures.m-03.budget}`` and
the same parts of it the number in a field of the report's own; ``{@arbeit}``, ``{@arbeit.full}``, ``.short``,
``.genitive`` an institution; ``[words](#ki-trainer)`` and ``[](#ki-trainer)`` a section, item or other
block, ``{page:ki-trainer}`` the page it begins on; ``[@guide, p. 4]`` a source. Attributes behind a bracketed text
(``[words]{lang=en}``) are none of these; a backslash before a brace or bracket makes it plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from reportgen.markdown.citations import BROKEN_CITATION, CITATION, NAMED, PAGE, cited

FIGURE_FORMS = ("", "value", "unit", "previous", "target")
"""What may follow a figure's id: nothing for the way it is said in a sentence."""

INSTITUTION_FORMS = ("", "full", "short", "genitive")
"""What may follow an institution's id: nothing for its abbreviation."""

PATTERN = re.compile(
    r"(?<!\\)(?:"
    r"\]\{[^{}\n]*\}"
    rf"|{PAGE}"
    rf"|{CITATION}"
    rf"|{BROKEN_CITATION}"
    rf"|{NAMED}"
    r"|\{(?P<wrong>[^{}\n]*)\}"
    r"|(?<=\])\(#(?P<target>[^()\s]+)\)"
    r")"
)
"""Every reference and every attribute list; what is in braces or after ``[@`` and neither is `wrong` or `broken`."""


class Reference(Struct, frozen=True):
    """One reference in a text: `id` and, for figures and institutions, the `form` asked for ("" for the usual one).

    `start` and `end` are its place in the text; of a citation of several sources each is one, and all have its place.
    The kind "wrong" is braces or a citation that name nothing.
    """

    kind: Literal["figure", "institution", "block", "page", "source", "wrong"]
    id: str
    form: str
    start: int
    end: int
    token: str


def scan(text: str) -> Iterator[Reference]:
    """All references in a text, in their order."""
    if "{" not in text and "(#" not in text and "@" not in text:
        return
    for match in PATTERN.finditer(text):
        start, end = match.span()
        token = match.group()
        if match["id"] is not None:
            kind: Literal["figure", "institution"] = "institution" if match["at"] else "figure"
            yield Reference(kind, match["id"], match["form"] or "", start, end, token)
        elif match["page"] is not None:
            yield Reference("page", match["page"], "", start, end, token)
        elif match["cited"] is not None:
            yield from (Reference("source", each.id, "", start, end, token) for each in cited(match["cited"]))
        elif match["wrong"] is not None or match["broken"] is not None:
            yield Reference("wrong", match["wrong"] or match["broken"] or "", "", start, end, token)
        elif match["target"] is not None:
            yield Reference("block", match["target"], "", start, end, token)
