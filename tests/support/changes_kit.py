"""Two documents and the file that tracks their changes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from oracles.revisions import dead, decided, settled

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.word_changes import track_changes

DAY = "2020-12-31"


THEME = Theme()


@dataclass(frozen=True)
class Files:
    """Both versions as files, and the one with the changes between them."""

    old: bytes
    new: bytes
    tracked: bytes


def track(old: n.Document, new: n.Document, theme: Theme = THEME, *, flowing: bool = False) -> Files:
    before, after = (write_docx(number(each), theme, flowing=flowing) for each in (old, new))
    return Files(before, after, track_changes(before, after, "Bericht", DAY))


def assert_exact(files: Files) -> None:
    assert settled(decided(files.tracked, "accept"), bookmarks=True) == settled(files.new, bookmarks=True)
    assert settled(decided(files.tracked, "reject"), bookmarks=False) == settled(files.old, bookmarks=False)
    assert not dead(decided(files.tracked, "accept")) - dead(files.new)
    assert not dead(decided(files.tracked, "reject")) - dead(files.old)


def body(content: bytes) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))


META = n.Meta(title="T", language="en", edition="1", as_of=DAY, inputs="", running_head="Head", running_foot="Foot")
