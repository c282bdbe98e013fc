"""The distribution list: excerpts that it names must be those of institutions that get one."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.audience import abbreviation, audiences
from reportgen.findings.problem import Problem


def distribution(context: Context) -> Iterator[Problem]:
    """Find recipients of excerpts that do not exist in this edition."""
    edition = context.edition
    excerpts = audiences(edition)
    without_one = context.known("institutions") - set(excerpts)
    for key, recipient in edition.distribution.items():
        if recipient.excerpt in without_one:
            text = f'"{recipient.excerpt}" has no item in this edition, so there is no excerpt to send'
            names = ", ".join(abbreviation(edition, each) for each in excerpts)
            yield Problem("no-items", text, f"distribution[{key}].excerpt", f"excerpts: {names}")
