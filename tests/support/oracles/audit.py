"""openxml-audit, an implementation of Microsoft's rules in Python, but for one finding that is none."""

from __future__ import annotations

import os
from pathlib import Path

from openxml_audit import OpenXmlValidator

_OUT_OF_THE_LIST = "Numbering definition '0' referenced but not found"
"""The number 0 takes a paragraph out of the list of its style (17.9.18): no list has it, and none needs it."""


def errors(file: str | os.PathLike[str]) -> list[str]:
    """Findings on a file, each with the part and the place in it."""
    found = OpenXmlValidator().validate(Path(file)).errors
    return [f"{e.part_uri} {e.path}: {e.description}" for e in found if e.description != _OUT_OF_THE_LIST]
