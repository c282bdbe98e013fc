"""Names of styles, compared as people read them: without case, and in the languages that Word itself speaks.

A Word file names its built-in styles in English whatever language Word runs in; other programs, and people who retype
them, do not.
"""

from __future__ import annotations

from typing import Final

_LEVELS: Final = range(1, 10)
_GERMAN: Final = {
    "standard": "normal",
    "titel": "title",
    "untertitel": "subtitle",
    "beschriftung": "caption",
    "fußnotentext": "footnote text",
    "fußnotenzeichen": "footnote reference",
    "kopfzeile": "header",
    "fußzeile": "footer",
    "seitenzahl": "page number",
    "listenabsatz": "list paragraph",
    "aufzählungszeichen": "list bullet",
    "listennummer": "list number",
    "listenfortsetzung": "list continue",
    "inhaltsverzeichnisüberschrift": "toc heading",
    "abbildungsverzeichnis": "table of figures",
    "normale tabelle": "normal table",
    "absatz-standardschriftart": "default paragraph font",
    "keine liste": "no list",
    **{f"überschrift {level}": f"heading {level}" for level in _LEVELS},
    **{f"verzeichnis {level}": f"toc {level}" for level in _LEVELS},
    **{f"aufzählungszeichen {level}": f"list bullet {level}" for level in _LEVELS},
    **{f"listennummer {level}": f"list number {level}" for level in _LEVELS},
    **{f"listenfortsetzung {level}": f"list continue {level}" for level in _LEVELS},
}


def key(name: str) -> str:
    """What two names must share to be the name of the same style."""
    plain = " ".join(name.split()).lower()
    return _GERMAN.get(plain.replace("fuss", "fuß"), plain)
