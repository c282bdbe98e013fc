"""The operators of templates, each with its limits: counted before it is done, as `metered.py` says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from reportgen.compose.limits import LimitError
from reportgen.compose.metered import as_part, made, size
from reportgen.compose.run import CURRENT, Rendering

_NUMBER: Final = 400
"""Characters of the longest number, roughly."""


def _added(left: Any, right: Any, run: Rendering) -> Any:
    made(size(left) + size(right), run)
    return _short(left + right, run)


def _multiplied(left: Any, right: Any, run: Rendering) -> Any:
    for sequence, times in ((left, right), (right, left)):
        if hasattr(sequence, "__len__") and isinstance(times, int):
            made(len(sequence) * max(times, 0), run)
    if isinstance(left, int) and isinstance(right, int):
        _few_digits(left.bit_length() + right.bit_length(), run)
    return left * right


def _power(left: Any, right: Any, run: Rendering) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        _few_digits(left.bit_length() * abs(right), run)
    return left**right


_BITS: Final = 3.33
"""Bits of a decimal digit."""


def _few_digits(bits: int, run: Rendering) -> None:
    if bits > run.limits.digits * _BITS:
        raise LimitError(f"a number has more than {run.limits.digits} digits")


def _short(value: Any, run: Rendering) -> Any:
    if isinstance(value, int):
        _few_digits(value.bit_length(), run)
    return value


def _modulo(left: Any, right: Any, run: Rendering) -> Any:
    if not isinstance(left, str):
        return left % right
    parts = list(right.values()) if isinstance(right, dict) else right if isinstance(right, tuple) else (right,)
    length = sum(len(part) if isinstance(as_part(part), str) else _NUMBER for part in parts)
    filled = list(_filled(left, run.limits.width))
    made(len(left) + sum(filled) + len(filled) * length, run)
    return left % right


_CONVERSION: Final = re.compile(r"[#0 +-]*(\*|\d*)(?:\.(\*|\d*))?")


def _filled(text: str, most: int) -> Iterator[int]:
    """Of each conversion in a text for ``%``, how many characters it may fill up to."""
    at = text.find("%")
    while at >= 0:
        at = _behind_key(text, at + 1)
        match = _CONVERSION.match(text, at)
        assert match is not None
        given = [each for each in match.groups("") if each]
        if any(len(each) > len(str(most)) or "*" in each or int(each) > most for each in given):
            raise LimitError(f"a format has a width above {most}")
        yield sum(map(int, given))
        at = text.find("%", match.end() + (text[match.end() : match.end() + 1] == "%"))


def _behind_key(text: str, at: int) -> int:
    """Where the key in parentheses ends that may stand at the beginning of a conversion."""
    if text[at : at + 1] != "(":
        return at
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if not depth:
            return i + 1
    return len(text)


OPERATORS: Final[Mapping[str, Callable[[Any, Any, Rendering], Any]]] = {
    "+": _added,
    "*": _multiplied,
    "**": _power,
    "%": _modulo,
    "-": lambda left, right, run: _short(left - right, run),
    "/": lambda left, right, _run: left / right,
    "//": lambda left, right, _run: left // right,
}
"""Operators on two values, with what each may cost."""


def operate(operator: str, left: Any, right: Any) -> Any:
    """An operator with its limits."""
    run = CURRENT.get() or Rendering()
    run.step()
    return OPERATORS[operator](left, right, run)
