"""The one table of output formats: what files are called, how they are written and read back, and what they claim.

A new format is a folder that writes it and a line here. Functions are named as ``module:function`` and imported when
they are first used.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from reportgen.document.nodes import Document
    from reportgen.document.theme import Theme
    from reportgen.plugins.model import Plugin
    from reportgen.print.press import Role
    from reportgen.verify.kinds import Kind, Kinds
    from reportgen.verify.reading import Reading


class Press(Struct, frozen=True):
    """What a file is to a printing house, and whether all of it is printed in black."""

    role: Role
    grey: bool = False


class Format(Struct, frozen=True):
    """One output format. Without `write` and `make` it comes along with others and cannot be built by itself."""

    name: str
    """What it is called in the manifest and by ``--to``."""
    ending: str
    """What the names of its files end in."""
    asked: bool = False
    """It can be asked for."""
    default: bool = False
    """It is built where no format is asked for."""
    about: str = ""
    """A few words for the help, where the name does not tell."""
    label: str = ""
    """What is said of a file that has no pages to be counted."""
    write: str = ""
    """A function from a numbered Document and a Theme to bytes."""
    make: str = ""
    """In its place a function of build/write.py from the Work and the Format to files: for what needs more."""
    read: str = ""
    """A function from bytes to a verify.Reading; "" for files that have no structure to be read."""
    twin: str = ""
    """The format that says the same, and is compared with it."""
    claims: tuple[str, ...] = ()
    """The standards that files keep."""
    paged: bool = False
    """It is drawn from typeset pages, which all such formats of a document share."""
    profile: str = ""
    """The profile of pdf/profiles, for files that are read on a screen."""
    counted: bool = False
    """Page numbers have to be measured in it, and a reference document can change its looks."""
    encloses: bool = False
    """It carries what it was made from."""
    press: Press | None = None
    """It is for a printing house, and no draft."""
    rebind: str = ""
    """A function from a file, the digest of inputs that it carries and another one to the file with that; "" for files
    in which more than that depends on it."""
    inputs: str = ""
    """A function from a file to the digest of inputs that it carries, for files that can be bound to others."""
    plugin: Plugin | None = None
    """The plug-in that adds it; None for our own."""

    @property
    def linked(self) -> bool:
        """Its files have links that are read back."""
        return bool(self.profile)

    def reader(self) -> Callable[[Path | bytes], Reading]:
        """The function that reads a file of this format back."""
        found: Callable[[Path | bytes], Reading] = load(self.read) if self.plugin is None else _guarded().reading(self)
        return found

    def writer(self) -> Callable[[Document, Theme], bytes]:
        """The function of `write`."""
        found: Callable[[Document, Theme], bytes] = (
            load(self.write) if self.plugin is None else _guarded().writing(self)
        )
        return found


def _guarded() -> ModuleType:
    """What calls the functions of plug-ins, loaded where there is one."""
    return import_module("reportgen.build.plugin_formats")


_UA2 = ("pdf/ua-2", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse")
_PAGES, _WORD, _PRESS = (f"reportgen.build.write:{name}" for name in ("pages", "word", "press"))
_REBIND, _INPUTS = "reportgen.pdf.rebind:rebind_pdf", "reportgen.verify:pdf_inputs"
_PDF, _DOCX = "reportgen.verify:read_pdf", "reportgen.verify:read_docx"

DELIVERY = Format("delivery", "-print.md", label="delivery sheet")
"""What a printing house is told of the files for it."""

TABLE: tuple[Format, ...] = (
    Format(
        "pdf", ".pdf", asked=True, default=True, make=_PAGES, read=_PDF, paged=True, profile="screen",
        claims=("pdf/ua-1", "pdf/a-2a"), rebind=_REBIND, inputs=_INPUTS,
    ),
    Format(
        "docx", ".docx", asked=True, default=True, label="Word", make=_WORD, read=_DOCX, twin="pdf", counted=True,
        rebind="reportgen.docx.rebind:rebind_docx", inputs="reportgen.verify:docx_inputs",
    ),
    Format(
        "archive", "-archive.pdf", asked=True, about="PDF with data and template inside", make=_PAGES, read=_PDF,
        paged=True, profile="archive", encloses=True, claims=("pdf/ua-1", "pdf/a-3a"),
    ),
    Format(
        "pdf2", "-pdf2.pdf", asked=True, about="PDF 2.0: PDF/UA-2, WTPDF 1.0 and PDF/A-4", make=_PAGES, read=_PDF,
        paged=True, profile="screen-2", claims=(*_UA2, "pdf/a-4"), rebind=_REBIND, inputs=_INPUTS,
    ),
    Format(
        "archive2", "-archive2.pdf", asked=True, about="PDF 2.0 with data and template inside", make=_PAGES, read=_PDF,
        paged=True, profile="archive-2", encloses=True, claims=(*_UA2, "pdf/a-4f"),
    ),
    Format("print", "-print.pdf", asked=True, make=_PRESS, read=_PDF, paged=True, press=Press("print")),
    Format("print-grey", "-print-grey.pdf", make=_PRESS, read=_PDF, paged=True, press=Press("print", grey=True)),
    Format("cover", "-cover.pdf", read=_PDF, press=Press("cover")),
    Format("cover-grey", "-cover-grey.pdf", read=_PDF, press=Press("cover", grey=True)),
    Format("booklet", "-booklet.pdf", asked=True, make=_PRESS, paged=True, press=Press("booklet")),
    Format("booklet-grey", "-booklet-grey.pdf", make=_PRESS, paged=True, press=Press("booklet", grey=True)),
    DELIVERY,
    Format(
        "text", ".txt", asked=True, about="for search, translation and language checkers", label="text",
        write="reportgen.plaintext:write_text", read="reportgen.verify:read_text",
        rebind="reportgen.plaintext:rebind_text", inputs="reportgen.verify:text_inputs",
    ),
)  # fmt: skip
"""Every format. Covers and the delivery sheet come with print files; what is grey is asked for by ``--grey``."""


def load(name: str) -> Any:
    """The function with a name of the table."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def find(name: str) -> Format | None:
    """The format of a name, None where there is none; for a name that is not ours, installed plug-ins are asked.

    Raises FindingsError where two plug-ins have one of that name, or where the one that has it cannot be loaded.
    """
    own = next((format_ for format_ in TABLE if format_.name == name), None)
    found: Format | None = own or _guarded().installed_format(name)
    return found


def named(name: str) -> Format:
    """The format of a name. KeyError: there is none."""
    found = find(name)
    if found is None:
        raise KeyError(name)
    return found


def asked() -> tuple[Format, ...]:
    """The formats that can be asked for."""
    return tuple(format_ for format_ in TABLE if format_.asked)


def defaults() -> tuple[str, ...]:
    """The names of the formats that are built where none is asked for."""
    return tuple(format_.name for format_ in TABLE if format_.default)


def choose(names: Iterable[str]) -> tuple[str, ...]:
    """The formats that are asked for, each once. Raises ArgumentError for a stranger, and where there is none."""
    wanted, known = tuple(dict.fromkeys(names)), [format_.name for format_ in asked()]
    strangers = [name for name in wanted if name not in known and not _asked_of_plugin(name)]
    if strangers or not wanted:
        named = f'"{strangers[0]}" is no format' if strangers else "no format is named"
        raise ArgumentError(f"{named}; there are: {', '.join(known)}")
    return wanted


def _asked_of_plugin(name: str) -> bool:
    found = find(name)
    return found is not None and found.plugin is not None


def enclosing() -> tuple[Format, ...]:
    """The formats that carry what they were made from."""
    return tuple(format_ for format_ in TABLE if format_.encloses)


def press_names(*, grey: bool) -> dict[Role, str]:
    """The names of the formats for a printing house by what they are to it."""
    return {each.press.role: each.name for each in TABLE if each.press is not None and each.press.grey == grey}


def kinds() -> Kinds:
    """The formats as verification sees them."""
    from reportgen.verify.kinds import Kinds

    return Kinds(map(kind, TABLE), _kind_of_plugin)


def kind(format_: Format) -> Kind:
    """A format as verification sees it."""
    from reportgen.verify.kinds import Kind

    return Kind(format_.name, format_.ending, format_.reader() if format_.read else None, format_.twin)


def _kind_of_plugin(name: str) -> Kind | None:
    found = find(name)
    return None if found is None else kind(found)
