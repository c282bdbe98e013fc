"""Names in a package (ECMA-376 part 2): its own parts, and those of a Word file that several modules read or write."""

from __future__ import annotations

import posixpath
from typing import Final

PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
"""What the namespaces of the package itself begin with."""
CONTENT_TYPES: Final = "[Content_Types].xml"
CUSTOM: Final = "docProps/custom.xml"
"""Properties that are nobody else's: which data and which edition a file was made from."""
DOCUMENT: Final = "word/document.xml"
FOOTNOTES: Final = "word/footnotes.xml"
STYLES: Final = "word/styles.xml"


def relations_of(part: str) -> str:
    """The name of the part that holds the relationships of `part`, "" for those of the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
