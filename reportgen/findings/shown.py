"""Texts as messages show them: what cannot be seen, or would steer a terminal or a pipeline, is named.

Data, arguments, file names and what other programs say may hold any character. `harmless` is for every line that is
printed; `shown` for texts that are compared, where a reader must see which space it is.
"""

from __future__ import annotations

import re
from typing import Any, Final

_STEERS: Final = (
    "\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
"""Controls of C0 and C1 but the tabulator, ends of lines, what turns the direction of writing (UAX 9), tags, and halves
of characters, as which Python keeps bytes of file names that are no UTF-8."""
_LOOKS_EMPTY: Final = (
    "\xa0\xad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200d\u2010\u2011\u202f\u205f-\u2065\u3000\u3164"
    "\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""All spaces but the usual one, the two hyphens that look like the usual one, and what Unicode calls
default-ignorable."""
_STEERING: Final = re.compile(f"[{_STEERS}]")
_STEERING_IN_FILES: Final = re.compile(rf"(?![\r\n])[{_STEERS}]|(?<=#)#(?=\w*\[)")
"""The same in JSON and XML, whose ends of lines are not those of what they hold; and what is a command in any line."""
_UNSEEN: Final = re.compile(f"[{_STEERS}{_LOOKS_EMPTY}]")
_COMMAND: Final = re.compile(r"^(\s*:):|(?<=#)#(?=\w*\[)")
"""How lines begin, or what stands in them, that GitHub Actions, Azure Pipelines and TeamCity take for commands."""


def shown(text: str) -> str:
    """`text` in one line, with the names of characters that nobody sees: "58[U+00A0]%"."""
    return _UNSEEN.sub(_named, text)


def harmless(text: str) -> str:
    """`text` in one line, with the names of characters that steer who shows it: "[U+001B]"."""
    return _STEERING.sub(_named, text)


def line(text: str) -> str:
    """A whole line to be printed: `harmless`, and no command to the pipeline that it may be printed in."""
    return _COMMAND.sub(lambda match: f"{match[1] or ''}[U+{ord(match[0][-1]):04X}]", harmless(text))


def json_text(data: Any, indent: int = 2) -> str:
    """`data` as JSON: exact, with characters that steer as ``\\u001b``."""
    import json

    return _STEERING_IN_FILES.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def xml_text(markup: str) -> str:
    """Markup that says the same, with characters that steer as ``&#x202e;``; ends of lines stay."""
    return _STEERING_IN_FILES.sub(lambda match: f"&#x{ord(match[0]):x};", markup)


def _named(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
