"""What is wrong with a text that is no YAML, in plain words."""

from __future__ import annotations

import re

import yaml

from reportgen.findings.finding import Finding
from reportgen.yaml.source import SourceFile

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Control characters, and the invisible line breaks that YAML 1.1 and 1.2 read differently (5.4)."""

_QUOTE = 'put the text in quotes, or behind "|-" in lines of its own'

_PLAIN_WORDS: tuple[tuple[str, str, str | None], ...] = (
    ("mapping values are not allowed", 'a ": " stands where no value can begin', _QUOTE),
    ("could not find expected ':'", 'a key without ":"', "write `key: value`; longer text goes in quotes or behind |-"),
    ("did not find expected key", "the line does not fit the lines above it", "check indentation and quotes"),
    ("expected <block end>", "the line does not fit the lines above it", "check indentation and quotes"),
    (
        "did not find expected '-' indicator",
        "a list entry was expected here",
        'begin the line with "- ", as those above',
    ),
    ("found unexpected end of stream", "a quoted text is never closed", "add the closing quote"),
    ("found unexpected document indicator", "a quoted text is never closed", "add the closing quote"),
    ("undefined alias", "this alias refers to no anchor", 'a text that begins with "*" needs quotes'),
    ("while scanning an alias", "this is read as an alias", 'a text that begins with "*" needs quotes'),
    ("while scanning an anchor", "this is read as an anchor", 'a text that begins with "&" needs quotes'),
    ("while scanning a tag", "this is read as a tag", 'a text that begins with "!" needs quotes'),
    ("while scanning a directive", "this is read as a directive", 'a text that begins with "%" needs quotes'),
    (
        "block sequence entries are not allowed",
        'a list cannot begin behind ":"',
        'begin it in the next line, "- " in front of each entry',
    ),
    ("cannot start any token", "an unquoted text cannot begin with this character", "put the text in quotes"),
    ("unknown escape", 'a "\\" in double quotes begins an escape', "use single quotes, or write \\\\"),
    ("did not find expected ',' or ']'", "a list in brackets is never closed", 'close it with "]"'),
    (
        "did not find expected ',' or '}'",
        "a mapping in braces is never closed",
        'a text that begins with "{" needs quotes',
    ),
)
"""What libyaml and PyYAML say -> what is meant, and the way out."""


def forbidden_character(source: SourceFile) -> Finding | None:
    """The first character that may not stand in a data file."""
    match = _FORBIDDEN.search(source.text)
    if not match:
        return None
    text = f"the invisible character U+{ord(match.group()):04X} may not stand in a data file"
    return source.finding(
        "control-character", text, source.at_index(match.start()), hint="delete it and type the line again"
    )


def finding(source: SourceFile, error: yaml.YAMLError) -> Finding:
    """The finding for an error of PyYAML's."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = source.at_index(mark.index if mark else 0)
    said = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    if "expected a single document" in said:
        text = "the file has more than one document"
        return source.finding("several-documents", text, place, hint='take the line "---" away')
    if "\t" in (place.source or "")[: place.column]:
        return source.finding("tab", "a tab where spaces belong", place, hint="indent with spaces")
    text, hint = next(((text, hint) for key, text, hint in _PLAIN_WORDS if key in said), (said or str(error), None))
    return source.finding("yaml-syntax", text, place, hint=hint)
