"""Ids for records that have none: made of their titles, the same in every run, and no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

_LONGEST: Final = 48
_GENDER: Final = re.compile(r"(?<=\w)[*:_](?=in(?:nen)?\b)")
"""The sign in "Bürger*innen"."""
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "ø": "oe", "ł": "l", "đ": "d", "&": " und ", "₂": "2"})


def id_of(title: str, taken: Container[str]) -> str:
    """A slug of the title's words, of 48 characters at most; with a number behind where it is taken."""
    title = _GENDER.sub("", title)
    plain = title.casefold().translate(_LETTERS).replace(" und ", " ")
    plain = re.sub(r"([aou])\u0308", r"\1e", unicodedata.normalize("NFD", plain))
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)) or "record"
    if len(stem) > _LONGEST:
        stem = stem[: _LONGEST + 1].rpartition("-")[0] or stem[:_LONGEST]
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
