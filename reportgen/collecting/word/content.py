"""What was read of a Word file: paragraphs, tables, comments, and what was changed in them under tracking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, field

from reportgen.collecting.word.rich import Look

State = Literal["", "ins", "del"]


class WordRun(Struct, frozen=True):
    """Characters of one look. `style` is the name of their character style, `anchor` the place inside the file that
    they lead to, `state` whether they were put in or taken out under tracking, `by` by whom. `kind` is "note" for the
    words of a note, "picture" for one; `field` the name of the control or the bookmark of the field around."""

    text: str
    look: Look = Look()
    style: str = ""
    anchor: str = ""
    state: State = ""
    by: str = ""
    kind: Literal["text", "note", "picture"] = "text"
    field: str = ""


class Paragraph(Struct):
    """A paragraph. `listed` and `level` where it is an item, `number` the list's; `marks` are the names of bookmarks in
    it, `names` those of controls, `controls` how many there are, `comments` the numbers of comments. `state`: its end
    was put in or taken out."""

    runs: list[WordRun] = field(default_factory=list)
    style: str = ""
    listed: Literal["", "ul", "ol"] = ""
    level: int = 0
    number: str = ""
    start: int = 1
    marks: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    controls: int = 0
    comments: list[str] = field(default_factory=list)
    state: State = ""
    by: str = ""


class WordLine(Struct, frozen=True):
    """A paragraph as it stands once all changes are accepted: its first one, where their end was taken out."""

    paragraph: Paragraph
    runs: tuple[WordRun, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs if run.kind == "text")


def accepted(paragraphs: Iterable[Paragraph]) -> Iterator[WordLine]:
    """Paragraphs once all changes in them are accepted."""
    first: Paragraph | None = None
    runs: list[WordRun] = []
    for each in paragraphs:
        first = each if first is None else first
        runs += [run for run in each.runs if run.state != "del"]
        if each.state != "del":
            yield WordLine(first, tuple(runs))
            first, runs = None, []
    if first is not None and runs:
        yield WordLine(first, tuple(runs))


def changed_by(paragraphs: Iterable[Paragraph]) -> str | None:
    """Who has changed paragraphs under tracking; None where nobody has."""
    for each in paragraphs:
        if each.state:
            return each.by
        for run in each.runs:
            if run.state:
                return run.by
    return None


class WordCell(Struct):
    """A cell: its paragraphs, and the tables in it."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)


class WordRow(Struct):
    """A row of cells; `state`: it was put in or taken out under tracking."""

    cells: list[WordCell] = field(default_factory=list)
    state: State = ""


class WordTable(Struct):
    """A table."""

    rows: list[WordRow] = field(default_factory=list)


class WordComment(Struct, frozen=True):
    """What somebody has written beside the text."""

    author: str
    text: str
    day: str


class WordFile(Struct):
    """A file: its body in order, what stands elsewhere by what that is called, and its comments by number."""

    body: list[Paragraph | WordTable]
    elsewhere: list[tuple[str, Paragraph]]
    comments: dict[str, WordComment]
    tracked: bool
    """Whether anything in it was changed under tracking."""
