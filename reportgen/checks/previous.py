"""What the edition before said of a figure, and what this one says that it said."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import plain


def previous(context: Context) -> Iterator[Problem]:
    """Find figures whose previous value differs from the predecessor's value of the same date."""
    before = context.predecessor
    if before is None:
        return
    for key, figure in context.edition.figures.items():
        past = before.figures.get(key)
        if past is None or figure.previous is None or figure.previous == past.value:
            continue
        when = figure.previous_as_of.iso if figure.previous_as_of else None
        if when and past.as_of and when != past.as_of:
            continue
        said = f"the edition {before.name} says {plain(past.value)}"
        text = f"the previous value is {plain(figure.previous)} here, but {said}"
        hint = "if it was corrected since, say of when it is: previous_as_of"
        yield Problem("other-previous", text, f"figures[{key}].previous", hint, severity="warning")
