"""The facts a report has to state, section by section, and a search for those that a text leaves out.

The same search serves the data and the finished files: it takes text by id, wherever that text was read from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).parent

STRICT_KINDS = frozenset({"institutions", "dates", "durations", "numbers"})
"""Kinds that must stand in the text as they are; the last word of the others may go on ("Verbände", "Verbänden")."""

SHINGLE = 7
"""Words in a row that a text must not share with the source."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"[\s\u00a0\u202f\u2009]+")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_WORD = re.compile(r"\w+(?:[-/*]\w+)*")


def normalise(text: str) -> str:
    """`text` without soft hyphens and other invisible characters, white space as single spaces, plain hyphens."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text).translate(_HYPHENS)).strip()


def facts(edition: str = "2019") -> dict[str, dict[str, list[str]]]:
    """The facts of an edition: id of the section -> kind -> facts as they are printed."""
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / f"{edition}.yaml").read_text(encoding="utf-8"))
    return loaded


def _stands_in(fact: str, kind: str, text: str) -> bool:
    if kind not in STRICT_KINDS:
        return normalise(fact).casefold() in text.casefold()
    return re.search(rf"(?<![\w])(?<!\d[.,]){re.escape(normalise(fact))}(?![.,]?\d)(?!\w)", text) is not None


def missing_facts(texts: Mapping[str, str], edition: str = "2019") -> list[str]:
    """The facts that do not stand in the text of their own section, as ``id: kind: fact``.

    `texts` maps the id of a section or an item to everything that is printed for it: heading, institutions, dates,
    prose, line of facts, statements and charts. Two entries have no id in the data: ``report`` is the cover,
    ``sources`` the list of sources. An id that is missing from `texts` lacks all its facts.
    """
    found = {key: normalise(text) for key, text in texts.items()}
    return [
        f"{key}: {kind}: {fact}"
        for key, kinds in facts(edition).items()
        for kind, entries in kinds.items()
        for fact in entries
        if not _stands_in(fact, kind, found.get(key, ""))
    ]


def shingles(text: str) -> Iterator[str]:
    """Every run of `SHINGLE` words in `text`, in lower case, without punctuation."""
    words = _WORD.findall(normalise(text).casefold())
    for start in range(len(words) - SHINGLE + 1):
        yield " ".join(words[start : start + SHINGLE])


def digest(shingle: str) -> str:
    """What is kept of a shingle: enough to recognise it, nothing to read."""
    return hashlib.sha256(shingle.encode()).hexdigest()[:12]


def borrowed(text: str, allowed: Iterable[str], edition: str = "2019") -> list[str]:
    """The runs of words that `text` shares with the edition's source, proper names in `allowed` left aside."""
    known = frozenset((HERE / f"{edition}.shingles").read_text(encoding="ascii").split())
    parts = [normalise(text)]
    for name in sorted(allowed, key=len, reverse=True):
        parts = [piece for part in parts for piece in part.split(normalise(name))]
    return [shingle for part in parts for shingle in shingles(part) if digest(shingle) in known]
