"""What a stage finds wrong, before anybody has worked out its line: one record for all of them.

Stages know no lines of files. Each says where as far as it can: a loader by the keys in the file that it reads, a
check by a data path, a writer by a block or by the keys in theme.yaml. Whoever has the file at hand looks up the place
and makes a Finding of it with `at`.
"""

from __future__ import annotations

from msgspec import Struct

from reportgen.findings.finding import Finding, Severity
from reportgen.findings.place import Keys, Place


class Problem(Struct, frozen=True):
    """Something wrong. `code` is a kebab-case name explained in docs/messages.md; `hint` is the way out.

    Of `keys`, `path` and `block` the first that is given says where.
    """

    code: str
    text: str
    path: str = ""
    """A data path such as ``measures[ki-trainer].text``."""
    hint: str | None = None
    keys: Keys = ()
    """The way in the file that is being read; for a document that was read already, in theme.yaml."""
    at_key: bool = False
    """Whether the key is meant, not its value."""
    token: str | None = None
    """What is meant inside the value: the `nth` such text, counted from 0."""
    nth: int = 0
    block: str | None = None
    """A block's id."""
    severity: Severity = "error"

    def at(self, place: Place, path: str | None = None) -> Finding:
        """The finding for this problem at `place`; `path` is what it shows as the path in the data, its own without."""
        return Finding(
            self.code,
            self.severity,
            self.text,
            place.file,
            place.line,
            place.column,
            self.path if path is None else path,
            self.hint,
            place.source,
            place.length,
        )
