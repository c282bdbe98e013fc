"""Files for the printing press, each read back, compared with the document and looked at as a printing house does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.build.produce import proven
from reportgen.document import nodes as n
from reportgen.document.nodes import Document
from reportgen.document.printing import MarkSettings, sheet_size
from reportgen.document.theme import MM, Theme
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight
from reportgen.print.bleed import bleed_problems
from reportgen.print.cover import cover_layout
from reportgen.print.pages import has_cover, print_layout
from reportgen.typeset.boxes import Layout


class Pressed(Struct, frozen=True):
    """One finished file; `whole` where it says everything the document says."""

    format: str
    content: bytes
    pages: int
    whole: bool


def press_files(format_: str, layout: Layout, document: Document, theme: Theme) -> Iterator[Pressed]:
    """The files of "print", "print-grey", "booklet" or "booklet-grey": a cover of its own comes with the former.

    Raises DocumentError for what a theme or a picture lacks for print, and for what a printing house would send back;
    ProofError for a file that says something else than the document.
    """
    kind, _, grey = format_.partition("-")
    work = _Work(layout, document, theme, "-grey" if grey else "")
    yield from work.booklet() if kind == "booklet" else work.print()


class _Work:
    def __init__(self, layout: Layout, document: Document, theme: Theme, ending: Literal["", "-grey"]) -> None:
        self.layout, self.document, self.theme, self.ending = layout, document, theme, ending
        self.inside = print_layout(layout, theme)
        problems = tuple(bleed_problems(layout, theme.print.bleed * MM))
        if problems:
            raise DocumentError(*problems)

    def print(self) -> Iterator[Pressed]:
        """The inside, and the cover where that is a file of its own."""
        yield self._inside(self.theme, "print")
        if self.theme.print.cover == "separate" and has_cover(self.layout):
            yield self._cover()

    def booklet(self) -> Iterator[Pressed]:
        """The same pages, two a side."""
        from reportgen.errors import SheetError
        from reportgen.print.imposition.plan import Sheet, booklet
        from reportgen.print.imposition.write import impose

        printing = self.theme.print
        unmarked = MarkSettings(crop=False, registration=False, colour_bar=False)
        source = self._inside(replace(self.theme, print=replace(printing, marks=unmarked)), "booklet").content
        try:
            width, height = sheet_size(printing.sheet) or (450, 320)
            sheet = Sheet(width * MM, height * MM, printing.bleed * MM, printing.paper.thickness * MM)
            content = impose(source, sheet, booklet)
        except SheetError as error:
            hint = "name a larger sheet, or a smaller page"
            raise DocumentError(Problem("sheet-too-small", str(error), keys=("print", "sheet"), hint=hint)) from None
        pages = -(-len(self.inside.pages) // 4) * 2
        yield self._checked(Pressed(f"booklet{self.ending}", content, pages, False), multiple=2)

    def _inside(self, theme: Theme, identity: str) -> Pressed:
        content = self._written(self.inside, theme, identity)
        proven(self.document, "print", content)
        made = Pressed(f"print{self.ending}", content, len(self.inside.pages), True)
        return self._checked(made, multiple=theme.print.pages)

    def _cover(self) -> Pressed:
        """What the cover says is compared by itself."""
        sheet = cover_layout(self.layout, self.theme, len(self.inside.pages), self._spine())
        folds = tuple(dict.fromkeys((self.layout.width, sheet.width - self.layout.width)))
        content = self._written(sheet, self.theme, "cover", folds)
        covers = tuple(block for block in self.document.children if isinstance(block, n.Cover))
        proven(replace(self.document, children=covers), "cover", content)
        return self._checked(Pressed(f"cover{self.ending}", content, 2, False), multiple=2)

    def _spine(self) -> str:
        meta = self.document.meta
        return meta.title if meta.edition in meta.title else f"{meta.title} {meta.edition}"

    def _written(self, layout: Layout, theme: Theme, identity: str, folds: tuple[float, ...] = ()) -> bytes:
        profile = press_profile(theme, identity, grey=bool(self.ending), folds=folds)
        return write_pdf(layout, self.document.meta, theme, profile)

    def _checked(self, made: Pressed, multiple: int) -> Pressed:
        """The file, once preflight finds no error in it; inks object by object, as rendering takes seconds."""
        printing = self.theme.print
        limits = Limits(
            ink=printing.limit,
            bleed=printing.bleed,
            multiple=multiple,
            transparency=printing.transparency,
            spots=bool(printing.spots),
            one_plate=bool(self.ending),
        )
        result = preflight(made.content, limits, render=False)
        errors = [found for found in result.findings if found.severity == "error"]
        if errors:
            hint = "docs/messages.md says what each code means"
            raise DocumentError(*(Problem(found.code, f"{made.format}, {found.said()}", hint=hint) for found in errors))
        return made
