"""Marks in texts that are not set: of Markdown, of HTML, of what was pasted from Word and Excel."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.texts import plain_texts, rich_texts
from reportgen.findings.problem import Problem
from reportgen.markdown.unset import Remark, remarks


def marks(context: Context) -> Iterator[Problem]:
    """Find characters that would be printed literally although they are probably meant as markup, each at its place."""
    for path, text in rich_texts(context.edition):
        yield from (_problem(path, text, remark) for remark in remarks(text, rich=True))
    for path, text in plain_texts(context.edition):
        yield from (_problem(path, text, remark) for remark in remarks(text, rich=False))


def _problem(path: str, text: str, remark: Remark) -> Problem:
    token = remark.token.split("\n")[0].strip()
    start = text.find(token, remark.start)
    return Problem(
        "not-set",
        f'"{token}" is not set: {remark.what}',
        path,
        remark.hint,
        token=token,
        nth=text[:start].count(token),
        severity=remark.severity,
    )
