"""References in rich text: what they name must exist and have what they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportgen.checks.context import Context
from reportgen.checks.dead_ids import no_number
from reportgen.checks.institutions import nameless
from reportgen.edition.audience import unknown_institution
from reportgen.edition.own import figure_of
from reportgen.edition.references import FIGURE_FORMS, INSTITUTION_FORMS, Reference, scan
from reportgen.edition.texts import rich_texts
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem

_LINK = re.compile(r"(?<![\\!])\[[^\[\]]*\]\((?P<to>[^()\s]+)\)")


def prose(context: Context) -> Iterator[Problem]:
    """Find dead ids, unknown forms and missing values in texts, each at its place."""
    for path, text in rich_texts(context.edition):
        for reference in scan(text):
            nth = text[: reference.start].count(reference.token)
            yield from _CHECKS[reference.kind](context, path, reference, nth)
        if "](" in text:
            yield from _addresses(path, text)


def _addresses(path: str, text: str) -> Iterator[Problem]:
    """Links that lead nowhere: neither to an address nor to a block."""
    for match in _LINK.finditer(text):
        if not match["to"].startswith(("#", "https://", "http://", "mailto:")):
            nth = text[: match.start("to")].count(match["to"])
            hint = 'it begins with "https://", "mailto:" or "#"'
            yield Problem("bad-link", f'"{match["to"]}" is no address', path, hint, token=match["to"], nth=nth)


def _figure(context: Context, path: str, reference: Reference, nth: int) -> Iterator[Problem]:
    if not context.has_figure(reference.id):
        hint = no_number(context, reference.id) or did_you_mean(reference.id, context.figures)
        if reference.id in context.known("institutions"):
            hint = f"institutions are written {{@{reference.id}}}"
        text = f'there is no figure "{reference.id}"'
        yield Problem("dead-id", text, path, hint, token=reference.token, nth=nth)
        return
    if reference.form not in FIGURE_FORMS:
        yield _bad_form(path, reference, nth, FIGURE_FORMS)
    figure = figure_of(context.edition, reference.id)
    if figure is not None and reference.form in _OTHER_NUMBERS:
        if getattr(figure, reference.form) is None:
            what, hint = _OTHER_NUMBERS[reference.form]
            text = f'the figure "{reference.id}" has no {what}'
            yield Problem("missing-value", text, path, hint, token=reference.token, nth=nth)
    elif figure is not None and not figure.carried and figure.value is None and (reference.form or figure.text is None):
        text = f'the figure "{reference.id}" has no value to print here'
        yield Problem("missing-value", text, path, "give it a value or a text", token=reference.token, nth=nth)


_OTHER_NUMBERS = {
    "previous": ("previous value", "give it one: previous"),
    "target": ("target", "give it one: target"),
}
"""Form -> what it is called, and the way out where a figure has none."""


def _institution(context: Context, path: str, reference: Reference, nth: int) -> Iterator[Problem]:
    edition = context.edition
    known = context.known("institutions")
    if reference.id not in known:
        yield unknown_institution(edition, known, path, reference.id, reference.token, nth)
        return
    if reference.form not in INSTITUTION_FORMS:
        yield _bad_form(path, reference, nth, INSTITUTION_FORMS)
    if reference.id not in edition.institutions:
        return
    name = edition.institutions[reference.id].name_on(edition.as_of)
    if name is None:
        yield nameless(edition, path, reference.id, reference.token, nth)
    elif reference.form in ("short", "genitive") and getattr(name, reference.form) is None:
        text = f'"{reference.id}" has no {reference.form} name on {edition.as_of}'
        yield Problem("missing-value", text, path, "add it in institutions.yaml", token=reference.token, nth=nth)


def _block(_context: Context, path: str, reference: Reference, nth: int) -> Iterator[Problem]:
    """Whether there is such a block is known when the report is composed: templates give ids of their own."""
    if path.partition("[")[2].partition("]")[0] == reference.id:
        text = f'the text of "{reference.id}" refers to itself'
        hint = "leave the reference out, or name the table or chart that is meant"
        yield Problem("self-reference", text, path, hint, token=reference.token, nth=nth, severity="warning")


def _source(context: Context, path: str, reference: Reference, nth: int) -> Iterator[Problem]:
    sources = context.known("sources")
    if reference.id not in sources:
        hint = did_you_mean(reference.id, sources) or "sources stand in sources.yaml; plain brackets are written \\["
        text = f'there is no source "{reference.id}"'
        yield Problem("dead-id", text, path, hint, token=reference.token, nth=nth)


def _wrong(context: Context, path: str, reference: Reference, nth: int) -> Iterator[Problem]:
    name, token = reference.id.strip("@ "), reference.token
    if token.startswith("["):
        near = did_you_mean(re.split(r"[\s,;]", name.lower())[0], context.known("sources"))
        text = f'"{token}" cites no source'
        hint = near or "write [@id] or [@id, p. 4], of several [@id; @id]; plain brackets are written \\[ and \\]"
        yield Problem("bad-reference", text, path, hint, token=token, nth=nth)
        return
    near = did_you_mean(name, context.figures | context.known("institutions"))
    text = f'"{token}" is no reference to a figure, an institution or a page'
    yield Problem("bad-reference", text, path, near or "plain braces are written \\{ and \\}", token=token, nth=nth)


def _bad_form(path: str, reference: Reference, nth: int, forms: tuple[str, ...]) -> Problem:
    known = [form for form in forms if form]
    hint = did_you_mean(reference.form, known) or f"there are: {', '.join(known)}"
    text = f'".{reference.form}" cannot be asked for here'
    return Problem("bad-reference", text, path, hint, token=reference.token, nth=nth)


_CHECKS: dict[str, Callable[[Context, str, Reference, int], Iterator[Problem]]] = {
    "figure": _figure,
    "institution": _institution,
    "block": _block,
    "page": _block,
    "source": _source,
    "wrong": _wrong,
}
