"""Forms out: for each institution its files, and the record of what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.asked import form_of
from reportgen.collecting.letter import letter
from reportgen.collecting.model import Form
from reportgen.collecting.returns import refused
from reportgen.edition.audience import audiences_of, parse_selection
from reportgen.edition.cut import slug
from reportgen.edition.loading import Loaded, load
from reportgen.edition.model import Edition
from reportgen.edition.returned import Returns, Sent
from reportgen.project.folder import SETTINGS_NAME
from reportgen.yaml.model import is_day

FOLDER: Final = "forms"
"""The folder of the forms in that of an edition's files."""


Printed = Callable[[str], str]
"""What a reference in a text is printed as, by its Markdown."""


class Printers(Struct, frozen=True):
    """What references are printed as in the edition, and were in the one before."""

    now: Printed
    before: Printed | None


def _docx(form: Form, printers: Printers | None) -> bytes:
    from reportgen.collecting.word.write import as_docx

    return as_docx(form, printers.now, printers.before) if printers else as_docx(form)


def _xlsx(form: Form, _printers: Printers | None) -> bytes:
    from reportgen.collecting.workbook.write import as_xlsx

    return as_xlsx(form)


MOST_ON_PAPER: Final = 8_000
"""Fields of a Word form: some four hundred pages. LibreOffice saves it with two thirds of the tags that are read."""
CARRIERS: Final[Mapping[str, Callable[[Form, Printers | None], bytes]]] = {"docx": _docx, "xlsx": _xlsx}
"""Format -> what writes a form in it."""


class Sending(Struct, frozen=True):
    """The files to be written by name, the forms they hold, and the new records."""

    files: Mapping[str, bytes]
    forms: tuple[Form, ...]
    returns: Returns
    notes: tuple[str, ...] = ()
    """What was left out, and why."""


def before_of(loaded: Loaded) -> Edition | None:
    """The edition before, as far as it can be read."""
    previous = loaded.partial.previous
    return load(loaded.project, previous).partial if previous is not None else None


def send(
    loaded: Loaded,
    returns: Returns,
    to: str,
    formats: Sequence[str],
    day: str,
    printer: Callable[[Edition], Printed] | None = None,
) -> Sending:
    """The forms for the institutions that `to` names ("all", ids, abbreviations), in formats, on a day.

    Word forms show references as the `printer` of their edition prints them, or their Markdown.

    Raises FindingsError where the data have errors that keep them from being read, for strangers, days that are none
    and formats that no form has, and where the edition says neither until when nor to whom.
    """
    unknown = [name for name in formats if name not in CARRIERS]
    if unknown:
        raise refused("unknown-format", f'no form is made as "{unknown[0]}"', f"there are: {', '.join(CARRIERS)}")
    if not is_day(day):
        raise refused("bad-date", f'"{day}" is no day of the calendar', "write it as 2020-12-31: --on")
    edition = readable(loaded)
    about = loaded.project.settings.editions[edition.name]
    if about.request is None:
        hint = (
            f'request: {{due: "2020-11-30", contact: "A. Name, a.name@example.org"}} under editions in {SETTINGS_NAME}'
        )
        raise refused("no-request", f"the edition {edition.name} does not say by when and to whom forms go back", hint)
    before, stem = before_of(loaded), loaded.project.settings.report
    printers = Printers(printer(edition), printer(before) if before else None) if printer else None
    chosen = audiences_of(edition).resolve(parse_selection(to))
    institutions = dict.fromkeys(key for each in chosen for key in each.institutions)
    made = (form_of(edition, key, before, stem, about.request) for key in institutions)
    forms = tuple(form for form in made if form.rows)
    files: dict[str, bytes] = {}
    sent = list(returns.sent)
    notes: list[str] = []
    for form in forms:
        fitting = [ending for ending in formats if ending != "docx" or _fits_paper(form)]
        if len(fitting) < len(formats):
            text = f"the form of {form.abbreviation} asks for more than a Word file can hold"
            if not fitting:
                raise refused("form-too-large", text, "send it as a workbook: --to xlsx")
            notes.append(f"{text}; there is the workbook alone")
        theirs = {name_of(form, f"form.{ending}"): CARRIERS[ending](form, printers) for ending in fitting}
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in theirs.items()}
        files |= theirs | {name_of(form, "letter.docx"): letter(form, day, tuple(theirs))}
        entry = Sent(form=form.id, to=form.institution, on=day, files=hashes, items=tuple(row.id for row in form.rows))
        sent += [] if entry in sent else [entry]
    return Sending(files, forms, replace(returns, sent=tuple(sent)), tuple(notes))


def _fits_paper(form: Form) -> bool:
    """Whether a Word form is one that people can fill, and that is read again when it comes back."""
    return sum(len(row.fields) + 1 for row in form.rows) <= MOST_ON_PAPER


def readable(loaded: Loaded) -> Edition:
    """The edition where all of it could be read; what its records say wrong may be what is being asked for.

    Raises FindingsError.
    """
    if not loaded.complete:
        raise_errors(loaded)
    return loaded.partial


def raise_errors(loaded: Loaded) -> None:
    """Raise FindingsError for what is wrong with the data."""
    assert loaded.edition


def name_of(form: Form, ending: str) -> str:
    """``climate-plan-2026-dot-form.xlsx``, as the contract names files."""
    return f"{form.report}-{form.edition}-{slug(form.abbreviation)}-{ending}"
