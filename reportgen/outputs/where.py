"""Where an id is printed: every block, its page, and the excerpts that have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from reportgen import __version__
from reportgen.compose import load_template
from reportgen.document import nodes as n
from reportgen.document.problems import DocumentError
from reportgen.document.walk import children
from reportgen.edition import Loaded, abbreviation, audiences
from reportgen.edition.findings import FindingsError
from reportgen.outputs.documents import Source, document_for, prepare
from reportgen.outputs.problems import located
from reportgen.project import Project


class Printed(Struct, frozen=True):
    """A block that prints something. `document` is "" for the whole report, else the abbreviation of the excerpt."""

    document: str
    block: str
    page: str


def printed(project: Project, loaded: Loaded, paths: tuple[str, ...], key: str) -> tuple[Printed, ...]:
    """Every block, in the whole report and in each excerpt, that prints data from one of `paths` or has the id `key`.

    Raises FindingsError where the report cannot be composed.
    """
    edition = loaded.edition
    template = load_template(project.template, edition.language)
    try:
        source = prepare(project.root, edition, template, __version__)
        found = list(_in(source, None, "", paths, key))
        for institution in audiences(edition):
            found += _in(source, institution, abbreviation(edition, institution), paths, key)
    except DocumentError as error:
        raise FindingsError(located(error.problems, loaded)) from None
    return tuple(found)


def _in(source: Source, institution: str | None, name: str, paths: tuple[str, ...], key: str) -> Iterator[Printed]:
    from reportgen.typeset import typeset
    from reportgen.typeset.fonts import FontBook

    _, document = document_for(source, institution)
    blocks = tuple(dict.fromkeys(_blocks(document, paths, key)))
    if not blocks:
        return
    theme = source.template.theme
    layout = typeset(document, theme, FontBook(theme.fonts))
    for block in blocks:
        place = layout.destinations.get(block)
        yield Printed(name, block, layout.pages[place.page].label if place else "")


def _blocks(document: n.Document, paths: tuple[str, ...], key: str) -> Iterator[str]:
    """The innermost block around every text from one of the paths, and the block with the id, in reading order.

    Blocks in table cells have no place of their own: their table stands for them.
    """
    stack: list[tuple[Any, str, bool]] = [(node, "", False) for node in reversed(document.children)]
    while stack:
        node, block, in_table = stack.pop()
        own = getattr(node, "id", None)
        if isinstance(own, str) and not in_table:
            block = own
        if own == key or (isinstance(node, n.Text) and _from(node.origin, paths)):
            yield block
        in_table = in_table or isinstance(node, n.Table)
        stack.extend((child, block, in_table) for child in reversed(list(children(node))))


def _from(origin: str | None, paths: tuple[str, ...]) -> bool:
    return origin is not None and any(origin == path or origin.startswith((f"{path}.", f"{path}[")) for path in paths)
