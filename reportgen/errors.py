"""Every error that reportgen raises on purpose.

    ReportgenError
    ├── FindingsError              the data or a template cannot be used; carries findings with their places
    │   └── ProjectError           there is no project, or its settings cannot be used
    ├── DocumentError              the document cannot be written; carries problems that have no line yet
    │   └── FontError              a theme's font file cannot be used
    ├── ProofError                 a finished file does not say what the document says; carries the differences
    ├── UnreadableError            a finished file that was given cannot be read
    ├── UnreadablePictureError     a file is no picture, or damaged
    │   └── DrawingError           an SVG file has what is not drawn
    ├── OversizeError              a file that others have made is more work than any such file needs
    ├── DamagedPackageError        a ZIP package that others have made is damaged
    ├── SheetError                 pages do not fit on a sheet
    ├── ArgumentError              a function was given what it cannot take; also a ValueError
    ├── FileError                  the system refuses a file; also an OSError
    │   └── WriteError             files cannot be written
    ├── WorkerError                a process that was to write files was ended from outside
    ├── MissingToolError           a program outside of reportgen is needed and not installed
    │   └── MissingGitError        git
    ├── ToolError                  a program outside of reportgen failed
    │   ├── GitError               git
    │   ├── OfficeError            LibreOffice
    │   └── RenderError            Ghostscript
    ├── StructureError             a layout contradicts the document's structure
    │   └── UnknownRoleError       an element has a role without structure type; also a ValueError
    ├── UnsupportedReportLabError  the installed ReportLab is another than was tested; also an ImportError
    ├── CannotEditError            yaml: a value cannot be changed without changing others too
    │
    │   Raised and caught inside one room:
    ├── MarkdownOnlyError          collecting: no form shows the text otherwise than as Markdown
    ├── LimitError                 compose: a template wants more than a report can need
    ├── MissingGlyphError          pdf: a font has no glyph for a character
    ├── ProfileError               conditions: an ICC profile cannot be used for print
    ├── SeparationError            pdf: a picture cannot be separated into inks
    └── TableFileError             tabular: a file cannot be read as a table

The errors of the second half stand beside the code that raises them, and so does UnsupportedReportLabError, which
names the installed version.
"""

from __future__ import annotations

from typing import ClassVar

from reportgen.findings.difference import Difference
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem


class ReportgenError(Exception):
    """The root of the tree. Every error can be pickled, so that it comes out of a process pool as it was raised."""

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), self.args, vars(self))


def _rebuilt(kind: type[ReportgenError], arguments: tuple[object, ...], state: dict[str, object]) -> ReportgenError:
    """Make an error again without its `__init__`, which may take other arguments than the message."""
    error = kind.__new__(kind, *arguments)
    vars(error).update(state)
    return error


class FindingsError(ReportgenError):
    """The data (or a template) cannot be used; carries every finding of the run."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.text for finding in findings))


class ProjectError(FindingsError):
    """There is no project here, or its ``reportgen.yaml`` cannot be used (exit status 2)."""


class DocumentError(ReportgenError):
    """One or more problems keep a document from being written."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.text for problem in problems))


class FontError(DocumentError):
    """A font file cannot be used; `problem` says why, and the way out."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


class ProofError(ReportgenError):
    """A finished file does not say what the document says; nothing of the build is written."""

    def __init__(self, name: str, differences: tuple[Difference, ...]) -> None:
        self.name, self.differences = name, differences
        super().__init__(f"{name}: {len(differences)} differences")


class UnreadableError(ReportgenError):
    """A file is no PDF or Word file, is damaged, or cannot be opened without a password.

    `difference` says which and why.
    """

    def __init__(self, code: str, text: str) -> None:
        self.difference = Difference(code, text)
        super().__init__(text)


class UnreadablePictureError(ReportgenError):
    """A file is no picture, or damaged."""


class DrawingError(UnreadablePictureError):
    """What an SVG file has that is not drawn, as what is said of the file; `hint` is the way out."""

    def __init__(self, text: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(text)


class OversizeError(ReportgenError):
    """A file that others have made is larger, or makes more work, than any such file needs to; says by what."""


class DamagedPackageError(ReportgenError):
    """A ZIP package that others have made is damaged; says how."""


class SheetError(ReportgenError):
    """Pages do not fit on the sheet, or cannot be imposed at all."""


class ArgumentError(ReportgenError, ValueError):
    """A function of the Python API was given what it cannot take."""


class FileError(ReportgenError, OSError):
    """The system refuses to read or write a file; `errno`, `strerror` and `filename` are those of the system."""

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.errno, self.strerror, self.filename)


class WriteError(FileError):
    """Files could not be written, and what was there before is there again.

    `left` names what could not be put back: as a rule nothing.
    """

    def __init__(self, number: int, reason: str, path: str, left: tuple[str, ...] = ()) -> None:
        super().__init__(number, reason, path)
        self.left = left

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.errno, self.strerror, self.filename, self.left)


class WorkerError(ReportgenError):
    """A process that was to write files of a build was ended from outside, as the system does where memory is short."""

    def __init__(self) -> None:
        super().__init__("a process of this build was ended from outside, as where memory is short")


class MissingToolError(ReportgenError):
    """A program that is needed is not installed (exit status 3)."""


class MissingGitError(MissingToolError):
    """There is no git on this machine."""


class ToolError(ReportgenError):
    """A program did not do what it was asked for; the message is what it said."""

    program: ClassVar[str] = "a program"
    """What people call it."""


class GitError(ToolError):
    """git did not do what it was asked for."""

    program = "git"


class OfficeError(ToolError):
    """LibreOffice did not do what it was asked for."""

    program = "LibreOffice"


class RenderError(ToolError):
    """Ghostscript did not do what it was asked for."""

    program = "Ghostscript"


class StructureError(ReportgenError):
    """Something is drawn that the structure does not know, or the structure cannot be written as it is."""


class UnknownRoleError(StructureError, ValueError):
    """An element's role has no structure type."""
