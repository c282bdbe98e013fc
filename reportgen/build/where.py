"""Where records are printed: every block, its page, and the excerpts that have it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from reportgen import __version__
from reportgen.build.documents import Source, document_for, prepare
from reportgen.build.previous import previous_edition
from reportgen.build.printed import prints, record_of
from reportgen.build.problems import located
from reportgen.compose import load_template
from reportgen.edition.audience import abbreviation, audiences
from reportgen.edition.loading import Loaded
from reportgen.errors import DocumentError, FindingsError
from reportgen.project.open import Project


class Printed(Struct, frozen=True):
    """A block that prints something. `document` is "" for the whole report, else the abbreviation of the excerpt."""

    document: str
    block: str
    page: str


def printed(project: Project, loaded: Loaded, paths: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Printed, ...]]:
    """Every block, in the whole report and in each excerpt, that prints something of a record or has its id.

    `paths` are the data paths of records by id. Raises FindingsError where the report cannot be composed.
    """
    edition = loaded.edition
    template = load_template(project.template, edition.language)
    found: dict[str, list[Printed]] = {key: [] for key in paths}
    owners = {path: key for key, own in paths.items() for path in own}
    try:
        source = prepare(project.root, edition, template, __version__, previous_edition(project, edition))
        for institution in (None, *audiences(edition)):
            name = abbreviation(edition, institution) if institution else ""
            for key, blocks in _in(source, institution, name, owners).items():
                found[key] += blocks
    except DocumentError as error:
        raise FindingsError(located(error.problems, loaded)) from None
    return {key: tuple(blocks) for key, blocks in found.items()}


def _in(source: Source, institution: str | None, name: str, owners: Mapping[str, str]) -> dict[str, list[Printed]]:
    from reportgen.typeset import typeset
    from reportgen.typeset.fonts import FontBook

    _, document = document_for(source, institution)
    blocks: dict[str, dict[str, None]] = {}
    keys = frozenset(owners.values())
    for each in prints(document):
        key = each.id if each.id in keys else owners.get(record_of(each.origin or ""))
        if key is not None:
            blocks.setdefault(key, {})[each.block] = None
    if not blocks:
        return {}
    theme = source.template.theme
    layout = typeset(document, theme, FontBook(theme.fonts))
    pages = {block: layout.pages[place.page].label for block, place in layout.destinations.items()}
    return {key: [Printed(name, block, pages.get(block, "")) for block in own] for key, own in blocks.items()}
