"""Excerpts of editions."""

from __future__ import annotations

from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Edition


def part(edition: Edition, key: str) -> Edition:
    return excerpt(edition, sole(edition, key))
