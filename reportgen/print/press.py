"""Files for the printing press, each read back, compared with the document and looked at as a printing house does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.nodes import Document
from reportgen.document.print_settings import MarkSettings, sheet_size
from reportgen.document.theme import MM, Theme
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile, separation
from reportgen.preflight.model import Limits, PageFinding
from reportgen.preflight.run import preflight
from reportgen.print.bleed import bleed_problems
from reportgen.print.cover import cover_layout
from reportgen.print.pages import has_cover, print_layout, size_problems
from reportgen.print.pictures import picture_problems
from reportgen.typeset.boxes import Layout

Role = Literal["print", "cover", "booklet"]
"""What a file is to a printing house: the pages inside, the cover around them, or pages imposed on sheets."""
_BEFORE = "low-resolution"
"""What is told of all pictures before they are drawn, with the place that names them."""
_HINT = "docs/messages.md says what each code means"
_HINTS = {"stand-in-profile": "name that of the printing house in theme.yaml, print: icc_profile and output_condition"}
Prove = Callable[[Document, str, bytes], object]
"""Shows that a file of a format says what a document says, and raises where it does not."""


class Pressed(Struct, frozen=True):
    """One finished file; `whole` where it says everything the document says. `warnings` are what a printing house would
    ask about it."""

    role: Role
    content: bytes
    pages: int
    whole: bool
    warnings: tuple[Problem, ...] = ()


class Pressing:
    """One document for the printing house. `names` are the formats of its files, by which `prove` and messages know
    them; `grey`: all of it in black.

    Raises DocumentError with everything that pictures and pages lack for print; what would not stop it is in
    `warnings`.
    """

    def __init__(
        self, layout: Layout, document: Document, theme: Theme, names: Mapping[Role, str], prove: Prove, *, grey: bool
    ) -> None:
        self.layout, self.document, self.theme = layout, document, theme
        self.names, self.prove, self.grey = names, prove, grey
        self.inside = print_layout(layout, theme)
        pictures = tuple(picture_problems(layout, separation(theme.print, grey=grey)))
        errors = [problem for problem in pictures if problem.severity == "error"]
        errors += size_problems(layout)
        errors += bleed_problems(layout, theme.print.bleed * MM)
        if errors:
            raise DocumentError(*errors, *(problem for problem in pictures if problem.severity == "warning"))
        self.warnings = pictures

    def files(self, role: Role) -> Iterator[Pressed]:
        """The files that are made where `role` is asked for: with the pages inside comes a cover of its own.

        Raises DocumentError for what a printing house would send back, and what `prove` raises.
        """
        if role == "booklet":
            yield self._booklet()
        else:
            yield self._inside(self.theme, "print")
            if self.theme.print.cover == "separate" and has_cover(self.layout):
                yield self._cover()

    def _booklet(self) -> Pressed:
        """The same pages, two a side."""
        from reportgen.errors import SheetError
        from reportgen.print.imposition.plan import Sheet, booklet
        from reportgen.print.imposition.write import impose

        settings = self.theme.print
        unmarked = MarkSettings(crop=False, registration=False, colour_bar=False)
        source = self._inside(replace(self.theme, print=replace(settings, marks=unmarked)), "booklet").content
        try:
            width, height = sheet_size(settings.sheet) or (450, 320)
            sheet = Sheet(width * MM, height * MM, settings.bleed * MM, settings.paper.thickness * MM)
            content = impose(source, sheet, booklet)
        except SheetError as error:
            hint = "name a larger sheet, or a smaller page"
            raise DocumentError(Problem("sheet-too-small", str(error), keys=("print", "sheet"), hint=hint)) from None
        pages = -(-len(self.inside.pages) // 4) * 2
        return self._checked(Pressed("booklet", content, pages, False), multiple=2)

    def _inside(self, theme: Theme, identity: str) -> Pressed:
        content = self._written(self.inside, theme, identity)
        self.prove(self.document, self.names["print"], content)
        return self._checked(Pressed("print", content, len(self.inside.pages), True), multiple=theme.print.pages)

    def _cover(self) -> Pressed:
        """What the cover says is compared by itself."""
        sheet = cover_layout(self.layout, self.theme, len(self.inside.pages), self._spine())
        folds = tuple(dict.fromkeys((self.layout.width, sheet.width - self.layout.width)))
        content = self._written(sheet, self.theme, "cover", folds)
        covers = tuple(block for block in self.document.children if isinstance(block, n.Cover))
        self.prove(replace(self.document, children=covers), self.names["cover"], content)
        return self._checked(Pressed("cover", content, 2, False), multiple=2)

    def _spine(self) -> str:
        meta = self.document.meta
        return meta.title if meta.edition in meta.title else f"{meta.title} {meta.edition}"

    def _written(self, layout: Layout, theme: Theme, identity: str, folds: tuple[float, ...] = ()) -> bytes:
        profile = press_profile(theme, identity, grey=self.grey, folds=folds)
        return write_pdf(layout, self.document.meta, theme, profile)

    def _checked(self, made: Pressed, multiple: int) -> Pressed:
        """The file, once preflight finds no error in it; inks object by object, as rendering takes seconds."""
        settings = self.theme.print
        limits = Limits(
            ink=settings.limit,
            bleed=settings.bleed,
            multiple=multiple,
            transparency=settings.transparency,
            spots=bool(settings.spots),
            one_plate=self.grey,
        )
        result = preflight(made.content, limits, render=False)
        told = [self._problem(made, found) for found in result.findings if found.code != _BEFORE]
        if any(problem.severity == "error" for problem in told):
            raise DocumentError(*told)
        return replace(made, warnings=(*self.warnings, *told))

    def _problem(self, made: Pressed, found: PageFinding) -> Problem:
        """What preflight has found. What concerns no page is the same for all files of a document."""
        said = f"{self.names[made.role]}, {found.said()}" if found.page else found.said().removeprefix("file: ")
        return Problem(found.code, said, hint=_HINTS.get(found.code, _HINT), severity=found.severity)
