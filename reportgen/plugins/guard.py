"""Calls into plug-ins: what goes wrong in one is a problem that names it, never a traceback."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from reportgen.findings.problem import Problem


def takes(function: Callable[..., Any], count: int, *, more: bool = False) -> bool:
    """Whether a function can be called with so many values, or with these and `more`; where Python cannot tell, it is
    tried."""
    try:
        signature = inspect.signature(function)
        (signature.bind_partial if more else signature.bind)(*range(count))
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def failed(what: str, label: str, error: BaseException) -> Problem:
    """That `what`, which the plug-in called `label` adds, raised an error."""
    hint = "reportgen can do nothing about it: tell those who make the plug-in, or take it out of reportgen.yaml"
    return Problem("plugin-failed", f"{what} of the plug-in {label} failed: {described(error)}", hint=hint)


def described(error: BaseException) -> str:
    """An error in one line: its type, and what it says."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
