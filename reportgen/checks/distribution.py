"""The distribution list: excerpts that it names must be those of institutions that get one."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.audience import abbreviation, audiences, unknown_institution
from reportgen.findings.problem import Problem


def distribution(context: Context) -> Iterator[Problem]:
    """Recipients of excerpts that nobody knows or that do not exist in this edition."""
    edition = context.edition
    for key, recipient in edition.distribution.items():
        if recipient.excerpt is None:
            continue
        path = f"distribution[{key}].excerpt"
        if recipient.excerpt not in context.known("institutions"):
            yield unknown_institution(edition, context.known("institutions"), path, recipient.excerpt)
        elif recipient.excerpt not in audiences(edition):
            text = f'"{recipient.excerpt}" has no item in this edition, so there is no excerpt to send'
            names = ", ".join(abbreviation(edition, each) for each in audiences(edition))
            yield Problem("no-items", text, path, f"excerpts: {names}")
